"""Whom the campaigns reach."""

from __future__ import annotations

from omnichannel_rfm.report.base import ratio
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table

class Campaigns(Section):
    """Whom the campaigns reach."""

    @property
    def cards(self) -> list[Row]:
        """Return what is said of each campaign, applied or not."""
        return [self.card(row) for row in self.marts["campaign_summary"]]

    def card(self, row: Row) -> Row:
        """Return what is said of a campaign: its row, texts, and its steps.

        A step has a text, the customers whom it leaves, their share of all, and the `width` of
        its bar in percent.
        """
        language, base = self.language, row["customers_in_base"]
        steps = self.steps(row) if row["is_applied"] else []
        return {
            **row,
            "name": row[f"name_{language.code}"],
            "description": row[f"description_{language.code}"] or row["description_en"] or "",
            "steps": [
                {
                    "text": text,
                    "customers": language.number(count),
                    "share": language.share(ratio(count, base)),
                    "width": float(ratio(count, base) or 0) * 100,
                }
                for text, count in steps
            ],
            "result": self.t(
                "campaign_result",
                customers=language.number(row["customers"]),
                share=language.share(ratio(row["customers"], base)),
                revenue=language.short_money(row["revenue"]),
            ),
            "table": Table(
                "campaign_summary",
                [self.t("col_step"), self.t("col_customers")],
                [[text, language.number(count)] for text, count in steps],
            ),
        }

    def steps(self, campaign: Row) -> list[tuple[str, int]]:
        """Return everybody and each step of an applied campaign with the customers it leaves."""
        return [
            (self.condition(row), row["customers"])
            for row in self.marts["campaign_funnel"]
            if row["campaign_id"] == campaign["campaign_id"]
        ]

    def condition(self, step: Row) -> str:
        """Return the conditions of a step in words, which begin a line."""
        words = step[f"condition_{self.language.code}"]
        if words is None:
            return self.t("step_base")
        # The Turkish capital of i has its dot.
        first = {"i": "İ", "ı": "I"}.get(words[0]) if self.language.code == "tr" else None
        return (first or words[0].upper()) + words[1:]
