"""Who is near a boundary between two scores, or on it: a part of the section on certainty."""

from __future__ import annotations

from omnichannel_rfm.report.base import METRICS, Base, ratio, total
from omnichannel_rfm.report.formats import NONE
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table


class Boundaries(Section):
    """Who is near a boundary between two scores, or on it.

    Attributes:
        rows: the boundaries as `borderline_profiles` has them, each with `tied`, the customers
            who have exactly its value and are cut apart by it.
    """

    def __init__(self, base: Base) -> None:
        """Read the boundaries."""
        super().__init__(base)
        tied = {
            (row["metric"], row["score_partition"], row["score"]): row["tied_customers"]
            for row in self.marts["score_thresholds"]
        }
        self.rows: list[Row] = [
            {
                **row,
                "tied": tied.get((row["metric"], row["score_partition"], row["boundary_score"]), 0),
            }
            for row in self.marts["borderline_profiles"]
        ]

    @property
    def near_note(self) -> str:
        """Return what near means, as the marts have it."""
        margins = []
        for metric in METRICS:
            rows = [row for row in self.rows if row["metric"] == metric and row["cut_value"]]
            if not rows:
                continue
            if metric == "monetary":
                share = ratio(rows[-1]["margin"], abs(rows[-1]["cut_value"]))
                number = self.language.share(share, 0)
            else:
                number = self.language.number(rows[-1]["margin"])
            margins.append(self.t(f"margin_{metric}", number=number))
        return self.t("border_note", margins=", ".join(margins) or NONE)

    @property
    def metrics(self) -> list[Row]:
        """Return per metric the `near` and the `tied` customers, their shares and percents."""
        return [self.of_metric(metric) for metric in METRICS]

    def of_metric(self, metric: str) -> Row:
        """Return the `near` and the `tied` customers of a metric: as texts, and bars in percent."""
        rows = [row for row in self.rows if row["metric"] == metric]
        # Several boundaries can cut one value; its holders count once.
        ties = {
            (row["score_partition"], row["cut_value"]): row["tied"] for row in rows if row["tied"]
        }
        found: Row = {"name": self.t(f"metric_{metric}")}
        for kind, count in (("near", total(rows, "customers")), ("tied", sum(ties.values()))):
            share = ratio(count, self.base.customers)
            found[kind] = self.language.number(count)
            found[f"{kind}_share"] = self.language.share(share)
            found[f"{kind}_width"] = float(share or 0) * 100
        return found

    def texts(self, row: Row) -> Row:
        """Return how the page writes a boundary: its metric, the two scores, and the value."""
        metric, score = row["metric"], row["boundary_score"]
        return {
            "metric": self.t(f"metric_{metric}"),
            "boundary": self.base.in_group(row, f"{score} | {score + 1}"),
            "cut_value": self.language.exact_metric(metric, row["cut_value"]),
        }

    @property
    def near_table(self) -> Table:
        """Return the borderline customers of every boundary."""
        language = self.language
        rows = [
            {
                **row,
                **self.texts(row),
                "margin": language.exact_metric(row["metric"], row["margin"]),
                "borderline": row["customers"],
            }
            for row in self.rows
        ]
        return self.table(
            "borderline_profiles",
            rows,
            metric=str,
            boundary=str,
            cut_value=str,
            margin=str,
            borderline=language.number,
            customer_share=language.share,
        )

    @property
    def tie_table(self) -> Table:
        """Return the customers tied at every boundary; its value where there are any."""
        rows = []
        for row in self.rows:
            shown = {**self.texts(row), "customers": row["tied"]}
            rows.append(shown if row["tied"] else {**shown, "cut_value": NONE})
        return self.table(
            "score_thresholds",
            rows,
            metric=str,
            boundary=str,
            cut_value=str,
            customers=self.language.number,
        )
