"""Whether the campaigns worked, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from omnichannel_rfm.report.charts.axes import Tick, steps
from omnichannel_rfm.report.charts.intervals import EDGES, FRAMES, Interval, interval
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.comparison import ENDS, Comparison
from omnichannel_rfm.report.sections.section import Figure, Section, Table

ALL = "all"


class Results(Section):
    """Whether the campaigns worked: each arm against the control."""

    @property
    def absent(self) -> str:
        """Return why there is nothing to show, and what to give; empty where there is."""
        if "campaign_lift" not in self.marts.missing:
            is_shown = self.marts["campaign_lift"] or self.marts["program_lift"]
            return "" if is_shown else self.t("lift_none")
        lacking = self.marts.missing["campaign_lift"]
        if lacking:
            return self.t("lift_columns", columns=", ".join(lacking))
        return self.t("lift_absent")

    @property
    def cards(self) -> list[Row]:
        """Return the card of each campaign: its name, the effects, and the table of all of them."""
        names = {
            row["campaign_id"]: row[f"name_{self.language.code}"]
            for row in self.marts["campaign_summary"]
        } | {"universal_control": self.t("lift_program")}
        marts = ("program_lift", "campaign_lift")
        rows = [row | {"mart": mart} for mart in marts for row in self.marts[mart]]
        cards = []
        for campaign in dict.fromkeys(row["campaign_id"] for row in rows):
            own = [row for row in rows if row["campaign_id"] == campaign]
            whole = [row for row in own if row["segment"] == ALL]
            cards.append(
                {
                    # An experiment run elsewhere has no name but its id.
                    "name": names.get(campaign) or campaign,
                    "effects": [self.effect(row, whole) for row in whole],
                    "table": self.comparisons(own),
                }
            )
        return cards

    def effect(self, row: Row, others: Iterable[Row]) -> Row:
        """Return what is said of an arm and a measure: texts, facts and the drawing.

        Args:
            row: the comparison of all customers.
            others: the campaign's comparisons of all customers; those of the same measure share
                one scale, so that arms can be held against each other.
        """
        one = Comparison(self.language, row)
        return {
            "measure": one.measure.name,
            "against": self.t("lift_against", arm=row["arm"]),
            "verdict": row[f"verdict_{self.language.code}"],
            "facts": [
                (self.t("col_treated_customers"), one.side("treated")),
                (self.t("col_control_customers"), one.side("control")),
                (self.t("col_difference"), one.difference),
                (self.t("col_relative_lift"), one.relative_lift),
            ],
            "figure": self.drawing(one, others),
        }

    def drawing(self, one: Comparison, others: Iterable[Row]) -> Figure | None:
        """Return the difference and its interval; None where the difference is not known."""
        row, measure = one.row, one.measure
        if row["difference"] is None:
            return None
        numbers = [
            other[end] * measure.scale
            for other in others
            if other["measure"] == row["measure"]
            for end in ENDS
            if other[end] is not None
        ]
        places = steps(float(max(0, *numbers)), 3, 0.0001, float(min(0, *numbers)))
        low, high = (
            None if row[end] is None else float(row[end] * measure.scale) for end in ENDS[1:]
        )
        spec = interval(
            Interval(float(row["difference"] * measure.scale), low, high, one.label),
            [Tick(place, measure.tick(place, places)) for place in places],
            measure.axis,
        )
        summary = self.t("lift_summary", label=one.label)
        return self.figure(summary, FRAMES, lambda _: spec, [], EDGES)

    def comparisons(self, rows: list[Row]) -> Table:
        """Return the numbers of a campaign, of all its customers and of each segment."""
        columns = (
            *("segment", "arm", "measure", "treated_customers", "control_customers"),
            *("treated_mean", "control_mean", "difference", "relative_lift", "verdict"),
        )
        return Table(
            rows[0]["mart"],
            [self.t(f"col_{column}") for column in columns],
            [self.comparison(row) for row in rows],
        )

    def comparison(self, row: Row) -> list[str]:
        """Return a row of the table of comparisons."""
        one, segment = Comparison(self.language, row), row["segment"]
        return [
            self.t("all_customers") if segment == ALL else self.base.segment_name(segment),
            row["arm"],
            one.measure.name,
            self.language.number(row["treated_customers"]),
            self.language.number(row["control_customers"]),
            one.measure.mean(row["treated_mean"]),
            one.measure.mean(row["control_mean"]),
            one.difference,
            one.relative_lift,
            self.t(f"verdict_{row['verdict']}"),
        ]
