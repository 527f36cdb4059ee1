"""Who has moved from one segment to another between the two latest dates of the history."""

from __future__ import annotations

from omnichannel_rfm.report.base import Base, ratio, total
from omnichannel_rfm.report.charts import flows
from omnichannel_rfm.report.charts.flows import Flow
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Figure, Section, Table


class Moves(Section):
    """Who has moved from one segment to another between the two latest dates of the history.

    Attributes:
        rows: customers by the segments of both dates; none without a history of two dates.
        known: those of customers who are known on both dates.
        keys: the keys of the segments, in their order of display.
    """

    def __init__(self, base: Base) -> None:
        """Read the flow between the segments."""
        super().__init__(base)
        self.rows = self.marts["customer_segments_history"]
        self.known = [row for row in self.rows if row["from_segment"] is not None]
        self.keys: list[str] = [row["segment"] for row in base.segments]

    @property
    def absent(self) -> str:
        """Return why there is no movement to show; empty where there is."""
        if self.rows:
            return ""
        lacking = self.marts.missing.get("customer_segments_history")
        if lacking:
            return self.t("moves_columns", columns=", ".join(lacking))
        return self.t("moves_absent")

    @property
    def dates(self) -> dict[str, str]:
        """Return the two dates in words, `from_date` and `to_date`."""
        return {name: self.language.date(self.rows[0][name]) for name in ("from_date", "to_date")}

    @property
    def lead(self) -> str:
        """Return the first sentence, with the share of those who moved."""
        moved = [row for row in self.known if row["from_segment"] != row["to_segment"]]
        share = ratio(total(moved, "customers"), total(self.known, "customers"))
        return self.t("moves_lead", **self.dates, moved=self.language.share(share))

    @property
    def flow(self) -> Figure | None:
        """Return the flow between the segments that have a name; None where there is none."""
        keys = self.keys
        moves = [
            Flow(
                keys.index(row["from_segment"]),
                keys.index(row["to_segment"]),
                row["customers"],
                self.t(
                    "moves_label",
                    from_segment=self.name(row["from_segment"]),
                    to_segment=self.name(row["to_segment"]),
                    customers=self.language.number(row["customers"]),
                ),
            )
            for row in self.known
            if row["from_segment"] in keys and row["to_segment"] in keys
        ]
        if not moves:
            return None
        groups = [(row["name"], row["colour"]) for row in self.base.segments]
        return self.figure(
            self.t("moves_summary", **self.dates),
            flows.FRAMES,
            lambda frame: flows.flows(groups, moves, frame),
            [self.numbers],
        )

    @property
    def headings(self) -> list[str]:
        """Return the names of the segments."""
        return [self.name(key) for key in self.keys]

    @property
    def lines(self) -> list[Row]:
        """Return the shares from each segment, and from outside, to every segment."""
        count = {(row["from_segment"], row["to_segment"]): row["customers"] for row in self.rows}
        lines = []
        for origin in (*self.keys, None):
            parts = [count.get((origin, goal), 0) for goal in self.keys]
            whole = sum(parts)
            if whole:
                lines.append(
                    {
                        "name": self.name(origin),
                        "colour": self.base.by_key[origin]["colour"] if origin else None,
                        "cells": [self.share_cell(part, whole) for part in parts],
                    }
                )
        return lines

    @property
    def numbers(self) -> Table:
        """Return the flow as numbers."""
        return self.table(
            "customer_segments_history",
            self.rows,
            from_segment=self.name,
            to_segment=self.base.segment_name,
            customers=self.language.number,
        )

    def name(self, key: str | None) -> str:
        """Return a segment's name; of None, that the customer was not yet there."""
        return self.t("moves_new") if key is None else self.base.segment_name(key)
