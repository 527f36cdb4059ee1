"""How one metric is spread over the customers: a part of the section on the shape.

A metric is `recency_days`, `frequency` or `monetary`; its values are days, orders or TL.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Any

from omnichannel_rfm.report.base import Base
from omnichannel_rfm.report.charts import histogram
from omnichannel_rfm.report.charts.axes import Tick, steps
from omnichannel_rfm.report.charts.drawing import Edges, text_width
from omnichannel_rfm.report.charts.histogram import Bin
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Figure, Section, Table


class Spread(Section):
    """How a metric is spread, with the boundaries between its scores."""

    def __init__(self, base: Base, metric: str) -> None:
        """Read the bars of a metric."""
        super().__init__(base)
        self.metric, self.bars = metric, Bars(base, metric)

    @property
    def title(self) -> str:
        """Return what the histogram is of."""
        return self.t(f"spread_title_{self.metric}")

    @property
    def note(self) -> str:
        """Return how to read the histogram."""
        if self.base.is_scored_in_groups:
            return self.t("spread_note_groups")
        return self.t("spread_note" if self.bars.is_open else "spread_note_closed")

    @property
    def histogram(self) -> Figure:
        """Return the histogram with the boundaries."""
        bars = self.bars
        cuts, scores = self.cuts
        ticks, heights = bars.ticks, bars.heights
        title = self.t(f"axis_{self.metric}")
        is_tall = self.metric == "recency_days"
        return self.figure(
            self.t("spread_summary", title=self.title),
            histogram.TALL_FRAMES if is_tall else histogram.FRAMES,
            lambda frame: histogram.histogram(bars.bins, cuts, scores, ticks, heights, title),
            [bars.numbers, self.thresholds],
            Edges(left=round(text_width(heights[-1].text, 12)) + 10, top=24, right=22, bottom=46),
        )

    @property
    def cuts(self) -> tuple[list[float], list[str]]:
        """Return the boundaries between scores on the axis, rising, and the scores' names.

        A boundary is half-way between the nearest values of the two scores. Whole numbers stand
        for the bar that begins there, so a boundary within a value cuts its bar in the middle.
        Customers who are scored in groups have no boundaries in common, so none is returned.
        """
        if self.base.is_scored_in_groups:
            return [], [""]
        held = [
            row
            for row in self.marts["score_thresholds"]
            if row["metric"] == self.metric and row["lower_value"] is not None
        ]
        # The rows come by score; of recency, the fewer days the higher the score.
        if self.metric == "recency_days":
            held.reverse()
        shift = 0.0 if self.metric == "monetary" else 0.5
        cuts = [
            float(low["upper_value"] + high["lower_value"]) / 2 + shift
            for low, high in zip(held[:-1], held[1:], strict=True)
        ]
        shown = [cut for cut in cuts if cut < self.bars.end]
        scores = [str(row["score"]) for row in held][: len(shown) + 1]
        return shown, scores or [""]

    @property
    def thresholds(self) -> Table:
        """Return the values behind the scores."""
        rows = [
            {
                **row,
                "score": self.base.in_group(row, str(row["score"])),
                "lowest": row["lower_value"],
                "highest": row["upper_value"],
            }
            for row in self.marts["score_thresholds"]
            if row["metric"] == self.metric
        ]

        def write(value: Any) -> str:
            return self.language.exact_metric(self.metric, value)

        return self.table(
            "score_thresholds",
            rows,
            score=str,
            lowest=write,
            highest=write,
            customers=self.language.number,
            tied_customers=self.language.number,
        )


class Bars(Section):
    """The bars of a metric's histogram, and what is written at its axes.

    Attributes:
        rows: the rows of `metric_distributions`, rising; an empty open one at the end is left out.
        bins: a bar for each.
        is_open: whether the last one holds everybody beyond.
        end: where the axis of values ends; 0 without a bar.
    """

    def __init__(self, base: Base, metric: str) -> None:
        """Read the bars of a metric."""
        super().__init__(base)
        self.metric = metric
        rows = [row for row in self.marts["metric_distributions"] if row["metric"] == metric]
        if rows and rows[-1]["upper_value"] is None and not rows[-1]["customers"]:
            rows.pop()
        self.rows = rows
        self.width = float(rows[0]["upper_value"] - rows[0]["lower_value"]) if rows else 1.0
        # A bar of whole numbers one wide stands for its number alone: between two ticks.
        self.is_single = metric != "monetary" and self.width == 1
        self.bins = [self.bin(row) for row in rows]
        self.is_open = bool(self.bins) and self.bins[-1].is_open
        self.end = self.bins[-1].high if self.bins else 0.0

    def bin(self, row: Row) -> Bin:
        """Return one bar."""
        language, metric = self.language, self.metric
        low = float(row["lower_value"])
        is_open = row["upper_value"] is None
        key = "bin_label_open" if is_open else "bin_label_one" if self.is_single else "bin_label"
        label = self.t(
            key,
            low=language.metric(metric, row["lower_value"])
            if is_open or self.is_single
            else language.number(row["lower_value"]),
            high=language.metric(metric, row["upper_value"]),
            customers=language.number(row["customers"]),
            share=language.share(row["customer_share"]),
        )
        return Bin(low, low + self.width, row["customers"], is_open, label)

    @property
    def ticks(self) -> list[Tick]:
        """Return what to write under about seven bars, and under the open one."""
        count = len(self.bins)
        # Seven labels, or as many as stand beside each other on a phone.
        longest = self.language.number(Decimal(str(self.bins[-1].low))) + "+" if count else ""
        room = histogram.FRAMES[-1].width - 80
        every = max(1, round(count / 7), ceil(count * (text_width(longest, 12) + 6) / room))
        last = len(self.bins) - 1
        ticks = [
            Tick(
                one.low + (0.5 if self.is_single else 0),
                self.language.number(Decimal(str(one.low)))
                + ("+" if one.is_open and number == last else ""),
            )
            for number, one in enumerate(self.bins)
            if number % every == 0 or one.is_open
        ]
        # The last regular label gives way to that of the open bar.
        if len(ticks) > 1 and ticks[-1].place - ticks[-2].place < every * self.width * 0.75:
            del ticks[-2]
        return ticks

    @property
    def heights(self) -> list[Tick]:
        """Return what to write on the axis of customers."""
        most = max((one.customers for one in self.bins), default=1)
        return [
            Tick(place, self.language.number(Decimal(str(place))))
            for place in steps(most, 4, least=1)
            if place <= most
        ]

    @property
    def numbers(self) -> Table:
        """Return the bars as numbers."""

        def write(value: Any) -> str:
            return self.language.metric(self.metric, value)

        return self.table(
            "metric_distributions",
            self.rows,
            lower_value=write,
            upper_value=write,
            customers=self.language.number,
            customer_share=self.language.share,
        )
