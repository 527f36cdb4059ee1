"""How the customers are spread over the segments and the scores."""

from __future__ import annotations

from omnichannel_rfm.report.base import METRICS
from omnichannel_rfm.report.charts import treemap
from omnichannel_rfm.report.charts.colours import text_colour
from omnichannel_rfm.report.charts.treemap import Part
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Figure, Section, Table
from omnichannel_rfm.report.sections.spread import Spread


class Shape(Section):
    """How the customers are spread over the segments and the scores."""

    def tree(self, measure: str) -> Figure:
        """Return the treemap of the segments by `customers` or `revenue`, as far as above zero."""
        language = self.language
        write = language.number if measure == "customers" else language.short_money
        share = {"customers": "customer_share", "revenue": "revenue_share"}[measure]
        parts = [
            Part(
                row["name"],
                row["colour"],
                float(row[measure]),
                write(row[measure]),
                language.share(row[share]),
            )
            for row in self.base.segments
            if row[measure] > 0
        ]
        return self.figure(
            self.t(f"tree_{measure}_summary"),
            treemap.FRAMES,
            lambda frame: treemap.treemap(parts, frame),
            [self.profile_table()],
        )

    @property
    def grid(self) -> list[tuple[int, list[Row]]]:
        """Return the rows of the grid, best recency first: the score and its cells."""
        rows: dict[int, list[Row]] = {}
        for cell in self.marts["rf_grid"]:
            segment = self.base.by_key.get(cell["segment"], {})
            colour = segment.get("colour", "#ffffff")
            others = cell["segment_count"] - 1
            rows.setdefault(cell["recency_score"], []).append(
                {
                    **cell,
                    "colour": colour,
                    "ink": text_colour(colour),
                    "name": self.base.segment_name(cell["segment"]),
                    "more": f"+{others}" if others else "",
                }
            )
        return sorted(rows.items(), reverse=True)

    @property
    def grid_note(self) -> str:
        """Return how to read the grid."""
        cells = self.marts["rf_grid"]
        note = self.t("grid_note", best=max(cell["recency_score"] for cell in cells))
        is_mixed = any(cell["segment_count"] > 1 for cell in cells)
        return f"{note} {self.t('grid_mixed')}" if is_mixed else note

    @property
    def grid_table(self) -> Table:
        """Return the cells of the grid."""
        language = self.language
        return self.table(
            "rf_grid",
            self.marts["rf_grid"],
            recency_score=str,
            frequency_score=str,
            segment=self.base.segment_name,
            segment_count=str,
            customers=language.number,
            customer_share=language.share,
            revenue=self.money,
            revenue_share=language.share,
        )

    @property
    def spreads(self) -> list[Spread]:
        """Return how each metric is spread."""
        return [Spread(self.base, metric) for metric in METRICS]
