"""What a campaign is measured by, with its unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from omnichannel_rfm.report.formats import NONE, TEXTS, Language

SHARE, MEAN = "_share", "_per_customer"


class Measure:
    """A measure of the mart `campaign_lift` in one language.

    Attributes:
        name: what it is called.
        kind: `share`, `money` or `number`: how its means and differences are written.
        scale: by which a difference is multiplied: shares differ by points.
        axis: what the axis of its differences is called.
    """

    def __init__(self, language: Language, key: str) -> None:
        """Take a value of the mart's column `measure`."""
        self.language = language
        is_share = key.endswith(SHARE)
        self.kind = "share" if is_share else "money" if key == "revenue_per_customer" else "number"
        self.scale = Decimal(100 if is_share else 1)
        self.axis = language.text(f"lift_axis_{self.kind}")
        if f"measure_{key}" in TEXTS:
            self.name = language.text(f"measure_{key}")
        else:  # a column that the var outcome_measures names
            column = key.removesuffix(SHARE if is_share else MEAN).replace("_", " ")
            self.name = language.text(f"outcome_{self.kind}", column=column)

    def mean(self, value: Any) -> str:
        """Return the mean of an arm; a dash where it is not known."""
        if self.kind == "share":
            return self.language.share(value, 2)
        if self.kind == "money":
            return self.language.money(value, 2)
        return self.language.number(value, 4)

    def difference(self, value: Any, with_unit: bool = False) -> str:
        """Return a difference with its sign; a dash where it is not known."""
        places = 4 if self.kind == "number" else 2

        def write(size: Any) -> str:
            if self.kind == "money" and with_unit:
                return self.language.money(size, places)
            number = self.language.number(size * self.scale, places)
            if self.kind == "share" and with_unit:
                return self.language.text("lift_points", number=number)
            return number

        return signed(write, value)

    def tick(self, place: float, places: list[float]) -> str:
        """Return the text of a place on the axis, with the decimals that its steps need."""
        step = Decimal(str(places[1])) - Decimal(str(places[0]))
        decimals = max(0, -int(step.normalize().as_tuple().exponent))
        return self.language.number(Decimal(str(place)), decimals)


def signed(write: Callable[[Any], str], value: Any) -> str:
    """Return a number with its sign before all else, above zero too; a dash for None."""
    if value is None:
        return NONE
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return sign + write(abs(value))
