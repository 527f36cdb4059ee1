"""What the models share: rows as a relation, and lines in dbt's log."""

from __future__ import annotations

import time
from typing import Any

from dbt.adapters.events.logging import AdapterLogger
from duckdb import DuckDBPyConnection, DuckDBPyRelation

LOGGER = AdapterLogger("omnichannel_rfm")
PROGRESS_SECONDS = 5.0


class Progress:
    """Writes lines to dbt's log, at most one in `PROGRESS_SECONDS`, so that short fits are mute."""

    def __init__(self) -> None:
        """Start counting."""
        self.last = time.monotonic()

    def __call__(self, text: str) -> None:
        """Write a line if the last one is long past."""
        if time.monotonic() - self.last >= PROGRESS_SECONDS:
            LOGGER.info(f"{text}")
            self.last = time.monotonic()


def as_relation(
    session: DuckDBPyConnection, name: str, columns: dict[str, str], rows: list[dict[str, Any]]
) -> DuckDBPyRelation:
    """Return rows as a relation of typed columns, held by the temporary table `name`."""
    struct = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    session.execute(
        f"create or replace temp table {name} as"
        f" select unnest(cast($1 as struct({struct})[]), max_depth := 2)",
        [[{column: row[column] for column in columns} for row in rows]],
    )
    return session.table(name)
