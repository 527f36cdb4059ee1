"""What the statistical models add."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from omnichannel_rfm.report.formats import NONE
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table

RUN_COLUMNS = {"analysis_date", "run_id", "project_version"}


class Models(Section):
    """What the statistical models add."""

    @property
    def profiles(self) -> list[Row]:
        """Return the small profile marts of the models as they are, or why not."""
        found = []
        for mart in ("cluster_profiles", "lifetime_value_profiles"):
            rows = self.marts[mart]
            columns = [name for name in (rows[0] if rows else {}) if name not in RUN_COLUMNS]
            found.append(
                {
                    "title": self.t(f"{mart}_title"),
                    "absent": "" if rows else self.t(f"{mart}_absent"),
                    "table": Table(
                        mart,
                        [name.replace("_", " ") for name in columns],
                        [[self.plain(name, row[name]) for name in columns] for row in rows],
                    ),
                }
            )
        return found

    def plain(self, name: str, value: Any) -> str:
        """Return a value of any type as text; columns of shares are known by their names."""
        if name.endswith("share"):
            return self.language.share(value)
        if value is None:
            return NONE
        if isinstance(value, date):
            return self.language.date(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return str(value)
        return self.language.number(value, 0 if isinstance(value, int) else 2)
