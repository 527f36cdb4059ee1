"""What to do for each segment."""

from __future__ import annotations

from typing import Any

from omnichannel_rfm.report.base import MEASURES, ratio
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table, Write


class Action(Section):
    """What to do for each segment."""

    @property
    def average_line(self) -> str:
        """Return the averages of all customers in one line."""
        language, averages = self.language, self.base.averages
        return self.t(
            "average",
            recency_days=language.number(averages["recency_days"]),
            frequency=language.number(averages["frequency"], 1),
            monetary=language.money(averages["monetary"]),
            average_order_value=language.money(averages["average_order_value"]),
        )

    @property
    def cards(self) -> list[Row]:
        """Return the card of each segment: its row, texts, and a bar per measure."""
        return [
            {
                **row,
                "size": self.t(
                    "card_size",
                    customers=self.language.number(row["customers"]),
                    customer_share=self.language.share(row["customer_share"]),
                    revenue_share=self.language.share(row["revenue_share"]),
                ),
                "bars": [self.bar(row, measure) for measure in MEASURES],
                "tone_text": self.t(f"tone_{row['tone']}"),
                "action": row[f"action_{self.language.code}"],
            }
            for row in self.base.segments
        ]

    def bar(self, row: Row, measure: str) -> Row:
        """Return the bar of a segment's mean beside that of all: texts, and `width` in percent.

        The mean of all customers is 50 wide, and what is twice that or more is 100.
        """
        language = self.language
        mean = row[f"mean_{measure}"]
        times = ratio(mean, self.base.averages[measure])
        shown = language.metric(measure, mean, 1 if measure == "frequency" else 0)
        if measure == "recency_days" and mean is not None:
            shown = self.t("days_ago", number=language.number(mean))
        return {
            "label": self.t(f"card_{measure}"),
            "value": shown,
            "times": language.times(times),
            "times_text": self.t("times_average", times=language.times(times)),
            "width": min(max(float(times or 0), 0.0), 2.0) * 50,
        }

    @property
    def card_table(self) -> Table:
        """Return means and medians of every segment."""

        def tenths(value: Any) -> str:
            return self.language.number(value, 1)

        columns: dict[str, Write] = {"segment": str}
        for measure in MEASURES:
            write = self.money if measure in ("monetary", "average_order_value") else tenths
            columns[f"mean_{measure}"] = columns[f"median_{measure}"] = write
        rows = [{**row, "segment": row["name"]} for row in self.base.segments]
        return self.table("segment_profiles", rows, **columns)
