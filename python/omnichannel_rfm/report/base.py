"""What all sections of the page know of the customers: segments, totals, averages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from omnichannel_rfm.report.formats import Language
from omnichannel_rfm.report.marts import Marts, Row

METRICS = ("recency_days", "frequency", "monetary")
MEASURES = (*METRICS, "average_order_value")


class Base:
    """The customers that the page is about, in one language.

    Attributes:
        marts: the rows of the marts.
        language: how texts and numbers are written.
        segments: per segment in its order of display a row of the marts `segments` and
            `segment_profiles` together, with its `name` in the language.
        by_key: the same rows by the segment's key.
        channels: the rows of `channel_profiles` by order channel, where a customer counts once.
        customers: how many there are; 0 when none was accepted.
        revenue: what they have spent, in TL.
        orders: how many orders they have placed.
        averages: of all customers per measure: days, orders, and TL; None when there are none.
        analysis_date: the day up to which is counted; None when there are no customers.
        run_id: the run that computed the marts; None when they have no segment.
        version: the project's version that did; None likewise.
        is_scored_in_groups: whether customers are scored inside groups (var score_partition_by).
    """

    def __init__(self, marts: Marts, language: Language) -> None:
        """Read the rows that all sections share."""
        self.marts, self.language = marts, language
        profiles = {row["segment"]: row for row in marts["segment_profiles"]}
        self.segments: list[Row] = [
            {**row, **profiles[row["segment"]], "name": row[f"name_{language.code}"]}
            for row in marts["segments"]
            if row["segment"] in profiles
        ]
        self.by_key = {row["segment"]: row for row in self.segments}
        # Within a kind every customer counts once: these sums are the totals.
        self.channels = [
            row for row in marts["channel_profiles"] if row["channel_kind"] == "order_channel"
        ]
        self.customers = total(self.segments, "customers")
        self.revenue = total(self.segments, "revenue")
        self.orders = total(self.channels, "orders")
        first = next(iter(self.segments), {})
        self.analysis_date: date | None = first.get("analysis_date")
        self.run_id, self.version = first.get("run_id"), first.get("project_version")
        self.averages = {
            "recency_days": self.mean("mean_recency_days"),
            "frequency": ratio(self.orders, self.customers),
            "monetary": ratio(self.revenue, self.customers),
            "average_order_value": self.mean("mean_average_order_value"),
        }
        self.is_scored_in_groups = any(
            row["score_partition"] != "all" for row in marts["score_thresholds"]
        )

    def mean(self, column: str) -> Decimal | None:
        """Return the mean over all customers of a column with the mean of each segment."""
        whole = sum(row["customers"] * (row[column] or 0) for row in self.segments)
        return ratio(whole, self.customers)

    def segment_name(self, key: str | None) -> str:
        """Return a segment's name; its key where the map does not name it."""
        return self.by_key[key]["name"] if key in self.by_key else str(key)

    def in_group(self, row: Row, text: str) -> str:
        """Return the text of a row of boundaries or scores, with its group where there are some."""
        return f"{row['score_partition']}: {text}" if self.is_scored_in_groups else text


def total(rows: Iterable[Row], column: str) -> Any:
    """Return the sum of a column; 0 of no rows."""
    return sum((row[column] for row in rows), start=0)


def ratio(numerator: Any, denominator: Any) -> Decimal | None:
    """Return a quotient to show; None where the denominator is 0 or unknown."""
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) / Decimal(denominator)
