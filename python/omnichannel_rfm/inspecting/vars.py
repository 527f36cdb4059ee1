"""From files as they were found to the vars that read them, with what was found in words."""

from __future__ import annotations

import csv
import fnmatch
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from omnichannel_rfm.inspecting import layouts, names, values
from omnichannel_rfm.inspecting.reading import InspectionError, Source

ROOT = Path(__file__).resolve().parents[3]
SPEND = ("spend", "online_spend", "offline_spend")
MONEY = ("amount", "order_total", "unit_price", "refunded_amount", *SPEND)
COUNTS = ("order_count", "online_order_count", "offline_order_count")
NUMBERS = (*MONEY, *COUNTS, "quantity", "discount")
# What a build takes where no layout is named.
DEFAULT_LAYOUTS = {"customers": "flo", "orders": "plain"}
# Fields whose column has to hold something to be taken for them.
DECIDING = ("order_id", "customer_id", "order_date", "amount", "order_total", "quantity")


@dataclass
class Finding:
    """What was found in files: the vars, each field's column, and sentences for a person."""

    form: str
    settings: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def find(sources: list[Source]) -> Finding:
    """Work out the vars that read some files.

    Args:
        sources: files of one input, or the lines of orders and their headers.

    Raises:
        InspectionError: no customer, day or money is found in them.
    """
    lines, headers = lines_and_headers(sources)
    every_column = list(dict.fromkeys(one for source in sources for one in source.columns))
    customers = layouts.best_layout("customers", lines[0].columns)
    form = "customers" if customers or is_of_customers(lines) else "orders"
    finding = Finding(form, {f"{form}_file": path_of(lines)})
    if headers:
        finding.settings["order_headers_file"] = path_of(headers)
    for source in sources:
        for name, value in source.settings.items():
            if finding.settings.setdefault(name, value) != value:
                raise InspectionError(
                    f"{sources[0].path} and {source.path} are not written alike ({name}): a build"
                    " reads files of one kind. Look at them one by one."
                )
        if source.uneven_rows:
            finding.odd.append(
                f"{source.path.name}: {source.uneven_rows:,} rows have more or fewer values than"
                " the header, which stops a build with the number of the line"
            )
    known = customers if form == "customers" else layouts.best_layout("orders", every_column)
    if known:
        use_layout(finding, known, every_column)
    else:
        use_names(finding, every_column, sources)
    look_at_values(finding, sources)
    return finding


def lines_and_headers(sources: list[Source]) -> tuple[list[Source], list[Source]]:
    """Tell files of order lines from files of their headers, which name customer and day."""

    def has(source: Source, *fields: str) -> bool:
        found = names.candidates(names.ORDER_NAMES, source.columns)
        known = layouts.layouts("orders").values()
        have = {names.plain(column) for column in source.columns}
        return all(
            found[one]
            or any(
                names.plain(name) in have
                for layout in known
                for name in layouts.alternatives(layout.get("order_columns", {})).get(one, ())
            )
            for one in fields
        )

    complete = [source for source in sources if has(source, "customer_id", "order_date")]
    partial = [source for source in sources if source not in complete]
    if complete and partial and all(has(source, "order_id") for source in sources):
        return partial, complete
    return sources, []


def is_of_customers(sources: list[Source]) -> bool:
    """Say whether a header names what one row a customer has: last day, orders and spend."""
    found = names.candidates(names.CUSTOMER_NAMES, sources[0].columns)
    return bool(found["last_order_date"]) and any(
        found[count] and found[spend] for count, spend in zip(COUNTS, SPEND, strict=True)
    )


def path_of(sources: list[Source]) -> str:
    """Return the path or glob that names exactly these files.

    Raises:
        InspectionError: no glob does.
    """
    # A build runs in the project's folder.
    paths = [
        str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
        for path in (source.path.resolve() for source in sources)
    ]
    if len(paths) == 1:
        return paths[0]
    folders = {os.path.dirname(path) for path in paths}
    suffix = os.path.splitext(paths[0])[1]
    for glob in (
        os.path.join(os.path.dirname(paths[0]), f"*{suffix}"),
        f"{os.path.commonprefix(paths)}*{suffix}",
    ):
        there = [
            path
            for folder in folders
            for name in os.listdir(ROOT / folder)
            if fnmatch.fnmatch(path := os.path.join(folder, name), glob)
        ]
        if len(folders) == 1 and sorted(there) == sorted(paths):
            return glob
    raise InspectionError("No glob names just these files: put them into a folder of their own.")


def use_layout(finding: Finding, known: tuple[str, float], columns: list[str]) -> None:
    """Take a known layout, and each of its fields' columns."""
    name, share = known
    layout = layouts.layouts(finding.form)[name]
    finding.found.append(f"the layout {name}, by {share:.0%} of its columns: {layout['about']}")
    if name != DEFAULT_LAYOUTS[finding.form]:
        finding.settings[f"{finding.form[:-1]}_layout"] = name
    spelt = {names.plain(column): column for column in columns}
    for one, wanted in layouts.alternatives(layout[f"{finding.form[:-1]}_columns"]).items():
        there = [spelt[names.plain(name)] for name in wanted if names.plain(name) in spelt]
        finding.columns |= {one: there[0]} if there else {}


def use_names(finding: Finding, columns: list[str], sources: list[Source]) -> None:
    """Map columns by their names, where their values are of the field's kind.

    Raises:
        InspectionError: there is no customer, day or money.
    """
    of_orders = finding.form == "orders"
    fields = names.ORDER_NAMES if of_orders else names.CUSTOMER_NAMES
    taken: set[str] = set()
    left_out = {}
    for one, candidates in names.candidates(fields, columns).items():
        fitting = [
            column
            for column in candidates
            if column not in taken and is_of_kind(one, texts(sources, column))
        ]
        if fitting:
            finding.columns[one] = telling(fitting, sources) if one == "customer_id" else fitting[0]
            taken.add(finding.columns[one])
        elif any(plain_field(column) == one and column not in taken for column in candidates):
            left_out[one] = None
            finding.odd.append(f"the column {one} does not hold what its name says: left out")
    if of_orders:
        if is_total_of_order(finding, sources):
            finding.columns["order_total"] = finding.columns.pop("amount")
            finding.found.append("the amount stands once an order, on each of its lines or on one")
        money = finding.columns.keys() & {"amount", "order_total"} or (
            {"quantity", "unit_price"} <= finding.columns.keys()
        )
        lacking = [
            words
            for words, there in {
                "a customer": "customer_id" in finding.columns,
                "a day": "order_date" in finding.columns,
                "an amount": bool(money),
            }.items()
            if not there
        ]
        if lacking:
            raise InspectionError(
                f"No column for {' and '.join(lacking)} was found in: {', '.join(columns)}. If one"
                " is there, name it: order_columns: {customer_id: YOUR_COLUMN, order_date: …,"
                " amount: …}. Days since another order are no days."
            )
    mapped = {one: column for one, column in finding.columns.items() if plain_field(column) != one}
    if mapped | left_out:
        finding.settings[f"{finding.form[:-1]}_columns"] = mapped | left_out


def telling(columns: list[str], sources: list[Source]) -> str:
    """Return the column that says who comes back, the first of those that say it as well.

    Guests have an e-mail address and no id, or a new id with every order.
    """
    known = {
        column: [text.strip().lower() for text in texts(sources, column)] for column in columns
    }
    named = {
        column: [text for text in found if text not in values.NO_VALUE]
        for column, found in known.items()
    }
    most = max(len(found) for found in named.values())
    usable = [column for column in columns if len(named[column]) >= 0.9 * most]
    repeated = [column for column in usable if len(set(named[column])) < len(named[column])]
    return (repeated or usable)[0]


def plain_field(column: str) -> str:
    """Return a column's name as a build compares it with our fields."""
    return column.strip().lower().replace(" ", "_")


def is_of_kind(one: str, column: list[str]) -> bool:
    """Say whether the values of a column are what a field needs."""
    if one in NUMBERS:
        return values.reads_as_number(column)
    if one.endswith("_date") or one == "customer_since":
        return values.date_formats(column[:5000])[1] >= 0.5
    return any(text.strip() for text in column) or one not in DECIDING


def is_total_of_order(finding: Finding, sources: list[Source]) -> bool:
    """Say whether orders of several lines have one amount, or one on their first line alone."""
    if not {"order_id", "amount"} <= finding.columns.keys():
        return False
    orders: dict[str, list[str]] = {}
    ids, amounts = (texts(sources, finding.columns[one]) for one in ("order_id", "amount"))
    for order, amount in zip(ids, amounts, strict=True):
        orders.setdefault(order, []).append(amount.strip())
    several = [lines for lines in orders.values() if len(lines) > 1]
    once = [lines for lines in several if len(set(filter(None, lines))) == 1]
    equal_items = [lines for lines in once if len(set(lines)) == 1]
    # Two equal items in one order are no total; in nearly all orders they are.
    return (
        len(several) >= 3
        and len(once) >= 0.95 * len(several)
        or bool(several and len(once) == len(several) and len(equal_items) < len(once))
    )


def texts(sources: list[Source], column: str) -> list[str]:
    """Return the values of a column in all files; blanks where a file lacks it."""
    found: list[str] = []
    for source in sources:
        if column in source.columns:
            place = source.columns.index(column)
            found += [row[place] for row in source.rows]
        else:
            found += [""] * len(source.rows)
    return found


def look_at_values(finding: Finding, sources: list[Source]) -> None:
    """Add the vars that numbers, dates, ids and statuses need, unless the layout says the same."""
    name = finding.settings.get(f"{finding.form[:-1]}_layout", DEFAULT_LAYOUTS[finding.form])
    layout = layouts.layouts(finding.form)[name]
    column = {one: texts(sources, name) for one, name in finding.columns.items()}

    def need(name: str, value: Any) -> None:
        if value is not None and value != layout.get(name):
            finding.settings[name] = value

    money = [text for one in NUMBERS for text in column.get(one, ())]
    dates = [one for one in column if one.endswith("_date")]
    known = known_formats(layout, finding.form)
    formats, share, is_open = values.date_formats(
        [text for one in dates for text in column[one]], known
    )
    if not known or not set(formats or ["%Y-%m-%d"]) <= set(known):
        need(
            f"{finding.form[:-1]}_date_format",
            formats[0] if formats and len(formats) == 1 else formats or None,
        )
    if is_open:
        finding.odd.append("day and month may be the other way round: no day is above the twelfth")
    if share < 0.99:
        finding.odd.append(f"{1 - share:.0%} of the dates are written in no known way")
    is_comma_likely = finding.settings.get("csv_delimiter") == ";" or any(
        form.startswith("%d.") for form in formats or ()
    )
    form, is_open = values.number_format(money, is_comma_likely, layout.get("number_format"))
    if is_open:
        finding.odd.append(
            "1.250 may be 1250 or 1.25: taken as number_format says; look at an order you know"
        )
    amounts = [text for one in MONEY[:2] for text in column.get(one, ())]
    if values.has_parts_of_cents(amounts, form or layout.get("number_format")):
        need("amount_decimals", "round")
        # A number that is rounded is read with a point, whatever its decimal places.
        form = None if form == "1234.56" else form
    need("number_format", form)
    if any(form.endswith(("UTC", "%z")) for form in formats or ()):
        finding.odd.append(
            "times name their zone: the day is taken as written, or with order_utc_offset, such as"
            ' "+03:00", as the calendar there showed it'
        )
    if name == DEFAULT_LAYOUTS["orders"] and are_ids_used_again(column):
        finding.settings["order_key"] = [
            one for one in ("order_id", "store", "order_date") if one in column
        ]
        finding.odd.append(
            "order ids are used again on other days: an order is told by the day too"
        )
    settings, odd = values.odd_ids(Counter(column.get("customer_id", ())))
    for name, value in settings.items():
        need(name, value)
    finding.odd += odd
    look_at_words(finding, column, layout)


def are_ids_used_again(column: dict[str, list[str]]) -> bool:
    """Say whether an order id stands for sales of several days."""
    if "order_id" not in column or "amount" not in column:
        return False
    days: dict[str, set[str]] = {}
    for order, day, amount in zip(
        column["order_id"], column["order_date"], column["amount"], strict=True
    ):
        if order.strip() and not amount.strip().startswith(("-", "(")):
            days.setdefault(order, set()).add(day.strip().split(" ")[0])
    return any(len(several) > 1 for several in days.values())


def known_formats(layout: dict[str, Any], form: str) -> list[str]:
    """Return a layout's date formats."""
    known = layout.get(f"{form[:-1]}_date_format", [])
    return [known] if isinstance(known, str) else known


def look_at_words(finding: Finding, column: dict[str, list[str]], layout: dict[str, Any]) -> None:
    """Add what statuses count for, and say which channels and currencies are there."""
    known = {
        *map(fold, seed("order_statuses")),
        *map(fold, layout.get("order_status_policies", {})),
    }
    unknown = sorted({one.strip() for one in column.get("status", ())} - {""}, key=fold)
    policies = {one: values.policy_of(one) for one in unknown if fold(one) not in known}
    if policies:
        finding.settings["order_status_policies"] = policies
        finding.odd.append("what these statuses count for is guessed: look at them")
    channels = {one.strip() for one in column.get("channel", ())} - {""}
    strange = sorted(one for one in channels if one.lower() not in seed("order_channels"))
    if strange and finding.form == "orders":
        finding.settings.setdefault("order_columns", {})["channel"] = None
        finding.odd.append(
            f"channels unknown to the seed order_channels, left out: {', '.join(strange[:5])}"
        )
    currencies = Counter(one.strip() for one in column.get("currency", ()) if one.strip())
    if len(currencies) > 1:
        finding.odd.append(
            "several currencies, which need rates in the seed exchange_rates: "
            + ", ".join(f"{one} ({count:,} rows)" for one, count in currencies.most_common())
        )
    personal = [finding.columns[one] for one in names.PERSONAL if one in finding.columns]
    if personal:
        finding.found.append(f"personal columns, which are not kept: {', '.join(personal)}")


def fold(text: str) -> str:
    """Return a word as the macro folded_text compares it."""
    return text.replace("İ", "i").lower().replace("ı", "i")


def seed(name: str) -> set[str]:
    """Return the first column of a seed."""
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[0] for row in list(csv.reader(file))[1:]}
