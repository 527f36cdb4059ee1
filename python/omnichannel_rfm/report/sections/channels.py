"""Where customers buy, and what."""

from __future__ import annotations

from omnichannel_rfm.report.base import total
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table

# Dimensions of which a customer can have several values at once.
LISTS = ("category", "store_company")
DIMENSIONS = ("order_channel", "last_order_channel", *LISTS)


class Channels(Section):
    """Where customers buy, and what."""

    @property
    def breakdowns(self) -> list[Row]:
        """Return the shares of each segment's customers per dimension that says anything."""
        found = []
        for dimension in DIMENSIONS:
            rows = [
                row for row in self.marts["segment_breakdowns"] if row["dimension"] == dimension
            ]
            values = sorted({row["dimension_value"] for row in rows})
            if values != ["(none)"]:
                found.append(
                    {
                        "dimension": dimension,
                        "title": self.t(f"dimension_{dimension}"),
                        "note": self.t("several_note") if dimension in LISTS else "",
                        "headings": [self.value(value) for value in values],
                        "lines": self.lines(rows, values),
                        "table": self.numbers(rows),
                    }
                )
        return found

    def lines(self, rows: list[Row], values: list[str]) -> list[Row]:
        """Return the shares of all customers, then of each segment with any, one per value.

        Args:
            rows: those of `segment_breakdowns` of one dimension.
            values: the values of the dimension, a column each.
        """
        count = {(row["dimension_value"], row["segment"]): row["customers"] for row in rows}
        of_all = [
            total((row for row in rows if row["dimension_value"] == value), "customers")
            for value in values
        ]
        lines = [
            {
                "name": self.t("all_customers"),
                "colour": None,
                "cells": [self.share_cell(part, self.base.customers) for part in of_all],
            }
        ]
        lines += [
            {
                "name": segment["name"],
                "colour": segment["colour"],
                "cells": [
                    self.share_cell(count.get((value, segment["segment"]), 0), segment["customers"])
                    for value in values
                ],
            }
            for segment in self.base.segments
            if segment["customers"]
        ]
        return lines

    def numbers(self, rows: list[Row]) -> Table:
        """Return the rows of one dimension, the segments of each value as they are displayed."""

        def order(row: Row) -> tuple[str, int]:
            segment = self.base.by_key.get(row["segment"], {})
            return row["dimension_value"], segment.get("display_order", 0)

        return self.table(
            "segment_breakdowns",
            sorted(rows, key=order),
            dimension_value=self.value,
            segment=self.base.segment_name,
            customers=self.language.number,
            orders=self.language.number,
            revenue=self.money,
        )

    @property
    def channel_table(self) -> Table:
        """Return what customers of a channel are worth."""
        language = self.language
        return self.table(
            "channel_profiles",
            self.base.channels,
            channel=self.value,
            customers=language.number,
            orders=language.number,
            revenue=language.money,
            mean_spend=language.money,
            revenue_per_order=language.money,
        )
