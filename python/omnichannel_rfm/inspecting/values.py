"""How the values of a column are written: numbers, dates, ids, statuses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

SIGNS = re.compile(r"[$€£¥₺₽₹₴₩\s()+-]|\b[A-Za-z]{2,3}\b")
NUMBERS = {
    "1234.56": r"\d+(\.\d*)?",
    "1,234.56": r"(\d{1,3}(,\d{3})+|\d+)(\.\d*)?",
    "1234,56": r"\d+(,\d*)?",
    "1.234,56": r"(\d{1,3}(\.\d{3})+|\d+)(,\d*)?",
    "1 234,56": r"\d+(,\d*)?",
}
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d")
SHORT_DAYS = ("%d.%m.%y", "%d/%m/%y", "%m/%d/%y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S UTC", " %H:%M:%S %z")
DATE_FORMATS = (*(day + time for day in (*DAYS, *SHORT_DAYS) for time in TIMES), "%Y%m%d")
TWINS = {"%d/%m": "%m/%d", "%m/%d": "%d/%m"}
NOBODY = {"guest", "0", "-1", "walk-in", "walk in", "walkin", "anonymous", "unknown", "misafir"}
NO_VALUE = {"", "nan", "null", "none", "n/a", "#n/a", "\\n"}
POLICIES = {
    "ignore": "cancel|iptal|void|fail|test|fraud|expired|draft|declined|abandon|tedarik edilemedi",
    "refunded": "refunded|returned|iade edildi|chargeback",
    "negative": "refund|return|iade",
    "count": "",
}


def number_format(
    texts: Iterable[str], is_decimal_comma_likely: bool, known: str | None = None
) -> tuple[str | None, bool]:
    """Return the var number_format that reads all texts, and whether another reading fits as well.

    Args:
        texts: the values of all amounts; blanks are passed over.
        is_decimal_comma_likely: what to take where `1.250` has two readings.
        known: the format of a layout, taken where no other reads more.

    Returns:
        None for plain digits with a point, or where no format reads nine of ten.
    """
    written = [text.strip() for text in texts if text.strip()]
    bare = [SIGNS.sub("", text.replace("\u00a0", " ")) for text in written]
    if not bare:
        return None, False
    thousands = [text for text in bare if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text)]
    cents = [text for text in bare if re.search(r"\.(\d{1,2}|\d{4,})$", text)]
    is_open = bool(thousands) and not cents and not any("," in text for text in bare)
    fitting = {
        form: sum(re.fullmatch(pattern, text) is not None for text in bare)
        for form, pattern in NUMBERS.items()
    }
    if is_open:
        return ("1.234,56" if is_decimal_comma_likely else "1234.56"), True
    best = max(fitting, key=lambda form: (fitting[form], form == known))
    if fitting[best] < 0.9 * len(bare):
        return None, False
    is_plain = best == "1234.56" and all(re.fullmatch(r"[+-]?[\d.]+", text) for text in written)
    return (None if is_plain and not thousands else best), False


def reads_as_number(texts: Iterable[str]) -> bool:
    """Say whether nearly all values of a column are numbers, however they are written."""
    bare = [SIGNS.sub("", text) for text in texts if text.strip()]
    pattern = "|".join(NUMBERS.values())
    return bool(bare) and sum(bool(re.fullmatch(pattern, text)) for text in bare) >= 0.9 * len(bare)


def has_parts_of_cents(texts: Iterable[str], form: str | None) -> bool:
    """Say whether an amount has more than two decimal places that are not zero."""
    mark = re.escape((form or "1234.56")[-3])
    return any(re.search(rf"{mark}\d\d\d*[1-9]", text) for text in texts if len(text) > 3)


def fits(text: str, form: str) -> bool:
    """Say whether a text is a date in a format."""
    zone = form.endswith("UTC")
    if zone and not text.endswith("UTC"):
        return False
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    # strptime takes %Y for fewer digits, and %y for the first two of four.
    return bool(re.search(r"\d{4}", text)) == ("%Y" in form)


def date_formats(
    texts: Iterable[str], known: Sequence[str] = ()
) -> tuple[list[str] | None, float, bool]:
    """Return the date formats of a column, the share of values they read, and a doubt.

    Args:
        texts: the values.
        known: the formats of a layout, which come first where others read as many.

    Returns:
        None as formats where the dates are ISO, which needs no var; an empty list where nothing
        fits. The doubt is whether day and month might as well be the other way round.
    """
    values = Counter(text.strip() for text in texts if text.strip().lower() not in NO_VALUE)
    total = sum(values.values())
    left = {text for text in values if not ISO.fullmatch(text)}
    if not total or not left:
        return None, 1.0 if total else 0.0, False
    formats = ["%Y-%m-%d"] if len(left) < len(values) else []
    is_open = False
    while left and len(formats) < 4:
        matches = {
            form: {text for text in left if fits(text, form)} for form in (*known, *DATE_FORMATS)
        }
        best = max(matches, key=lambda form: len(matches[form]))
        if not matches[best]:
            break
        twin = TWINS.get(best[:5])
        if (
            best not in known
            and twin
            and len(matches.get(twin + best[5:], ())) == len(matches[best])
        ):
            is_open = True
        formats.append(best)
        left -= matches[best]
    if left and len(left) == len(values) and all(re.fullmatch(r"\d{5}(\.\d+)?", t) for t in left):
        formats, left = ["excel_serial"], set()
    read = 1 - sum(values[text] for text in left) / total
    return formats, read, is_open


def policy_of(status: str) -> str:
    """Return what a status that no layout knows most likely counts for."""
    text = status.replace("İ", "i").lower()
    if re.search("part|kısmi|kismi", text):
        return "count"
    return next(policy for policy, words in POLICIES.items() if re.search(words, text))


def odd_ids(ids: Counter[str]) -> tuple[dict[str, object], list[str]]:
    """Return the vars that a column of customer ids needs, and what looks odd in words.

    Args:
        ids: each id as it is written with the number of its rows.
    """
    settings: dict[str, object] = {}
    odd = []
    named = [one for one in ids if one.strip().lower() not in NO_VALUE]
    blanks = sum(count for one, count in ids.items() if one.strip().lower() in NO_VALUE)
    if blanks:
        odd.append(f"{blanks:,} rows name no customer and will be left out")
    floats = [one for one in named if re.fullmatch(r"\d+\.0*", one)]
    if floats:
        settings["customer_id_form"] = "whole_number"
        odd.append(f"ids such as {floats[0]} are whole numbers with a point: read without it")
    lowered = Counter(one.lower() for one in named)
    merged = sum(count > 1 for count in lowered.values())
    if merged or (named and sum("@" in one for one in named) > 0.5 * len(named)):
        settings.setdefault("customer_id_form", "lower")
        if merged:
            odd.append(f"{merged:,} ids are there in capital and small letters: read as one")
    rows = sum(ids.values())
    nobody = sorted(
        one
        for one in named
        if one.strip().lower() in NOBODY or (ids[one] > 0.2 * rows and rows >= 50)
    )
    if nobody:
        settings["anonymous_customer_ids"] = nobody
        odd.append(f"{', '.join(nobody)} may stand for everybody without a name: left out")
    if any(re.fullmatch(r"\d([.,]\d+)?[eE]\+\d+", one) for one in named):
        odd.append(
            "ids in scientific notation (8.69E+12) have lost digits in a spreadsheet and will be"
            " rejected: export them as text"
        )
    return settings, odd
