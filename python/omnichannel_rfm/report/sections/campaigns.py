"""Whom the campaigns reach."""

from __future__ import annotations

from omnichannel_rfm.report.base import ratio
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.section import Section, Table

# Filters of a campaign, in the order in which they apply: comma-separated lists, then amounts.
LIST_FILTERS = ("segments", "categories", "order_channels", "last_order_channels")
FILTERS = (*LIST_FILTERS, "minimum_average_order_value", "minimum_spend")


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
        """Return the base and each filter of an applied campaign with the customers it leaves."""
        found = [(self.t("step_base"), campaign["customers_in_base"])]
        for name in FILTERS:
            given = campaign[name]
            if given is None:
                continue
            values = items(given) if name in LIST_FILTERS else [self.language.number(given, 2)]
            if name == "segments":
                values = [self.base.segment_name(value) for value in values]
            text = self.t(f"step_{name}", values=f" {self.t('or')} ".join(values))
            found.append((text, campaign[f"customers_after_{name}"]))
        return found


def items(text: str) -> list[str]:
    """Return the items of a comma-separated list as the models read it, in the list's order."""
    return [item.strip() for item in text.strip("[]").split(",") if item.strip()]
