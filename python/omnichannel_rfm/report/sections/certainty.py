"""How sure the page is of what it says, and what it was made of."""

from __future__ import annotations

from omnichannel_rfm.report.base import Base
from omnichannel_rfm.report.formats import NONE
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.boundaries import Boundaries
from omnichannel_rfm.report.sections.section import Section, Table


class Certainty(Section):
    """How sure the page is of what it says, and what it was made of.

    Attributes:
        boundaries: who is near a boundary between two scores, or on it.
    """

    def __init__(self, base: Base) -> None:
        """Read the boundaries between the scores."""
        super().__init__(base)
        self.boundaries = Boundaries(base)

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """Return what the data is: key, figure, what it is."""
        language = self.language
        columns = self.marts["source_profile"]
        dates = [row for row in columns if row["column_type"] == "date"]
        first = min((row["minimum"] for row in dates if row["minimum"]), default=None)
        last = max((row["maximum"] for row in dates if row["maximum"]), default=None)
        figures = {
            "read": language.number(max((row["row_count"] for row in columns), default=0)),
            "rejected": language.number(self.marts["rejected_total"][0]["rejected_rows"]),
            "first": language.date(first),
            "last": language.date(last),
            "analysis": language.date(self.base.analysis_date),
        }
        return [(key, figure, self.t(f"fact_{key}")) for key, figure in figures.items()]

    @property
    def rejected(self) -> Table:
        """Return the reasons for which rows were rejected."""
        return self.table(
            "rejected_customers",
            [
                {"reason": row["rejection_reason"], "rejected_rows": row["rejected_rows"]}
                for row in self.marts["rejected_customers"]
            ],
            reason=str,
            rejected_rows=self.language.number,
        )

    @property
    def columns(self) -> list[Row]:
        """Return the columns of the input, each with the number of its `blank` values."""
        return [
            {**row, "blank": row["null_count"] + row["empty_count"]}
            for row in self.marts["source_profile"]
        ]

    @property
    def blanks(self) -> str:
        """Return which columns of the input have blank values, and how many."""
        blanks = {row["column_name"]: row["blank"] for row in self.columns}
        named = [f"{name} {self.language.number(count)}" for name, count in blanks.items() if count]
        return self.t("input_blanks", names=", ".join(named)) if named else self.t("input_full")

    @property
    def input(self) -> Table:
        """Return how full the input's columns are; no extremes of ids, which are customers."""
        rows = [
            {
                "column": row["column_name"],
                "blank": row["blank"],
                "minimum": row["minimum"] if row["column_type"] != "text" else None,
                "maximum": row["maximum"] if row["column_type"] != "text" else None,
            }
            for row in self.columns
        ]

        def write(extreme: str | None) -> str:
            return NONE if extreme is None else extreme

        return self.table(
            "source_profile",
            rows,
            column=str,
            blank=self.language.number,
            minimum=write,
            maximum=write,
        )

    @property
    def top(self) -> list[tuple[str, Table]]:
        """Return the best customers per ranking; none unless they were asked for."""
        rows = self.marts["top_customers"]
        rankings = dict.fromkeys(row["ranking"] for row in rows)
        return [
            (
                self.t(f"top_{ranking}"),
                self.table(
                    "top_customers",
                    [row for row in rows if row["ranking"] == ranking],
                    rank=str,
                    customer_id=str,
                    segment=self.base.segment_name,
                    orders=self.language.number,
                    revenue=self.money,
                ),
            )
            for ranking in rankings
        ]
