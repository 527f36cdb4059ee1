"""Whom the campaigns reach, and whether they worked."""

from __future__ import annotations

from omnichannel_rfm.report.base import Base, ratio
from omnichannel_rfm.report.marts import EXCLUSIONS, Row
from omnichannel_rfm.report.sections.results import Results
from omnichannel_rfm.report.sections.section import Section, Table

# Kind and text of a step of the funnel, and how many customers it leaves.
Step = tuple[str, str, int]


class Campaigns(Section):
    """Whom the campaigns reach, and whether they worked.

    Attributes:
        results: the arms of campaigns and experiments against their control.
    """

    def __init__(self, base: Base) -> None:
        """Read the results."""
        super().__init__(base)
        self.results = Results(base)

    @property
    def cards(self) -> list[Row]:
        """Return what is said of each campaign, applied or not."""
        return [self.card(row) for row in self.marts["campaign_summary"]]

    def card(self, row: Row) -> Row:
        """Return what is said of a campaign: its row, texts, and its steps.

        A step has a `kind` (`condition`, `left_out` or `list`), a text, the customers whom it
        leaves, their share of all, and the `width` of its bar in percent.
        """
        language, base = self.language, row["customers_in_base"]
        steps = [*self.steps(row), *self.exclusions(row)] if row["is_applied"] else []
        return {
            **row,
            "name": row[f"name_{language.code}"],
            "description": row[f"description_{language.code}"] or row["description_en"] or "",
            "steps": [
                {
                    "kind": kind,
                    "text": text,
                    "customers": language.number(count),
                    "share": language.share(ratio(count, base)),
                    "width": float(ratio(count, base) or 0) * 100,
                }
                for kind, text, count in steps
            ],
            "result": self.result(row),
            "table": Table(
                "campaign_summary",
                [self.t("col_step"), self.t("col_customers")],
                [[text, language.number(count)] for _, text, count in steps],
            ),
        }

    def result(self, row: Row) -> str:
        """Return how many are on the list, what they have spent, and what contacting them costs."""
        language = self.language
        said = self.t(
            "campaign_result",
            customers=language.number(row["customers"]),
            share=language.share(ratio(row["customers"], row["customers_in_base"])),
            revenue=language.short_money(row["revenue"]),
        )
        if row["planned_cost"] is None:
            return said
        return f"{said} · {self.t('campaign_cost', cost=self.money(row['planned_cost']))}"

    def steps(self, campaign: Row) -> list[Step]:
        """Return everybody and each condition of an applied campaign."""
        return [
            ("condition", self.condition(row), row["customers"])
            for row in self.marts["campaign_funnel"]
            if row["campaign_id"] == campaign["campaign_id"]
        ]

    def exclusions(self, campaign: Row) -> list[Step]:
        """Return who meets the rule but is not on the list, reason by reason, and the list.

        There is no step where all are on the list.
        """
        left_out = [(name, campaign[name]) for name in (*EXCLUSIONS, "control_customers")]
        left = campaign["customers"] + sum(count for _, count in left_out)
        steps: list[Step] = []
        for name, count in left_out:
            if count:
                left -= count
                text = self.t(f"without_{name}", number=self.language.number(count))
                steps.append(("left_out", text, left))
        return [*steps, ("list", self.t("step_list"), campaign["customers"])] if steps else []

    def condition(self, step: Row) -> str:
        """Return the conditions of a step in words, which begin a line."""
        words = step[f"condition_{self.language.code}"]
        if words is None:
            return self.t("step_base")
        # The Turkish capital of i has its dot.
        first = {"i": "İ", "ı": "I"}.get(words[0]) if self.language.code == "tr" else None
        return (first or words[0].upper()) + words[1:]
