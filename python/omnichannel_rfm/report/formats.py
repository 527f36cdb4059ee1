"""Numbers, money, shares and dates as text in the languages of the report."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "tr")
NONE = "–"

# language -> decimal mark, thousands mark, months
MARKS = {"en": (".", ","), "tr": (",", ".")}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}

TEXTS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("texts.toml").read_text(encoding="utf-8")
)


class Language:
    """Texts and formats of one language; a value that is None becomes a dash."""

    def __init__(self, code: str) -> None:
        """Take a code of `LANGUAGES`."""
        self.code = code
        self.decimal_mark, self.thousands_mark = MARKS[code]

    def text(self, key: str, **values: Any) -> str:
        """Return a text of texts.toml with its values put in."""
        return TEXTS[key][self.code].format(**values)

    def number(self, value: Any, places: int = 0) -> str:
        """Return a number with so many places, rounded half up."""
        if value is None:
            return NONE
        # The sum with zero has no sign where nothing is left of a number below zero.
        exact = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
        plain = f"{exact:,f}".replace(",", " ").replace(".", self.decimal_mark)
        return plain.replace(" ", self.thousands_mark).replace("-", "\N{MINUS SIGN}")

    def share(self, value: Any, places: int = 1) -> str:
        """Return a share of 0 to 1 as a percentage."""
        if value is None:
            return NONE
        number = self.number(Decimal(value) * 100, places)
        return f"%{number}" if self.code == "tr" else f"{number}\N{NO-BREAK SPACE}%"

    def money(self, value: Any, places: int = 0) -> str:
        """Return an amount in TL."""
        return NONE if value is None else f"{self.number(value, places)}\N{NO-BREAK SPACE}TL"

    def short_money(self, value: Any) -> str:
        """Return a large amount in thousands, millions or billions of TL."""
        if value is None:
            return NONE
        for least, unit, key in (
            (10**9, 10**9, "billion"),
            (10**6, 10**6, "million"),
            (10**4, 10**3, "thousand"),
        ):
            if abs(value) >= least:
                number = self.number(Decimal(value) / unit, 1)
                return f"{number}\N{NO-BREAK SPACE}{self.text(key)}\N{NO-BREAK SPACE}TL"
        return self.money(value)

    def date(self, value: date | str | None) -> str:
        """Return a date in words, from a date or its ISO form."""
        if value is None:
            return NONE
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return f"{day.day} {MONTHS[self.code].split()[day.month - 1]} {day.year}"

    def times(self, value: Any) -> str:
        """Return a ratio to an average, such as × 1.8."""
        if value is None:
            return NONE
        return f"×\N{NO-BREAK SPACE}{self.number(value, 1 if value >= 1 else 2)}"

    def metric(self, name: str, value: Any, places: int = 0) -> str:
        """Return a value of `recency_days`, `frequency` or `monetary` with its unit."""
        if value is None:
            return NONE
        if name in ("monetary", "average_order_value"):
            return self.money(value, places)
        return self.text(f"unit_{name}", number=self.number(value, places))

    def exact_metric(self, name: str, value: Any) -> str:
        """Return a value of `recency_days`, `frequency` or `monetary`, money to the cent."""
        return self.metric(name, value, 2 if name == "monetary" else 0)
