"""How many customers there are, and what they are worth."""

from __future__ import annotations

from decimal import Decimal

from omnichannel_rfm.report.base import ratio, total
from omnichannel_rfm.report.charts.axes import Tick, steps
from omnichannel_rfm.report.charts.drawing import Edges, Frame, text_width
from omnichannel_rfm.report.charts.dumbbells import Pair, dumbbells
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Figure, Section


class Size(Section):
    """How many customers there are, and what they are worth."""

    @property
    def kpis(self) -> list[tuple[str, str, str]]:
        """Return the tiles: key, figure, what it is."""
        language, base = self.language, self.base
        win_back = [row for row in base.segments if row["tone"] == "win_back"]
        figures = {
            "customers": language.number(base.customers),
            "revenue": language.short_money(base.revenue),
            "orders": language.number(base.orders),
            "spend": language.money(base.averages["monetary"]),
            "order_value": language.money(ratio(base.revenue, base.orders)),
        }
        if win_back:
            figures["win_back"] = language.share(ratio(total(win_back, "revenue"), base.revenue), 0)
        return [(key, figure, self.t(f"kpi_{key}")) for key, figure in figures.items()]

    @property
    def lead(self) -> str:
        """Return the first sentences, with the two segments that spent most."""
        language, base = self.language, self.base
        lead = self.t(
            "size_lead",
            customers=language.number(base.customers),
            orders=language.number(base.orders),
            revenue=language.short_money(base.revenue),
        )
        spenders = [row for row in base.segments if row["revenue"] > 0]
        best = sorted(spenders, key=lambda row: (-row["revenue"], row["display_order"]))[:2]
        if len(best) < 2:
            return lead
        most = self.t(
            "size_best",
            first=best[0]["name"],
            second=best[1]["name"],
            customer_share=language.share(ratio(total(best, "customers"), base.customers)),
            revenue_share=language.share(ratio(total(best, "revenue"), base.revenue)),
        )
        return f"{lead} {most}"

    @property
    def worth(self) -> Figure:
        """Return the shares of customers and revenue, segment by segment."""
        pairs = [self.pair(row) for row in self.base.segments]
        shares = [share for pair in pairs for share in (pair.first, pair.second)]
        places = steps(max(shares), 5, lowest=min(0.0, *shares))
        ticks = [Tick(place, self.language.share(Decimal(str(place)), 0)) for place in places]
        height = 30 * len(pairs) + 60
        frames = (Frame("wide", 1060, height), Frame("narrow", 340, height))
        names = (self.t("col_customer_share"), self.t("col_revenue_share"))
        left = round(max(text_width(pair.name, 12) for pair in pairs) + 16)
        return self.figure(
            self.t("worth_summary"),
            frames,
            lambda frame: dumbbells(pairs, ticks, names, -left),
            [self.profile_table()],
            Edges(left=left, top=30, right=20, bottom=26),
        )

    def pair(self, row: Row) -> Pair:
        """Return the two shares of a segment; 0 where a share is not known."""
        return Pair(
            row["name"],
            row["colour"],
            float(row["customer_share"] or 0),
            float(row["revenue_share"] or 0),
            self.t(
                "worth_label",
                name=row["name"],
                customer_share=self.language.share(row["customer_share"]),
                revenue_share=self.language.share(row["revenue_share"]),
            ),
        )
