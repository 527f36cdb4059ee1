"""The known layouts, from the macro that holds them, and which of them a header fits."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from omnichannel_rfm.inspecting.names import plain

# What a list of customers may lack.
OPTIONAL = ("first_order_date", "store_company_list")
MACRO = Path(__file__).resolve().parents[3] / "macros" / "input" / "layouts" / "input_layouts.sql"


@cache
def layouts(form: str) -> dict[str, dict[str, Any]]:
    """Return the layouts of a form of input, as the models read them."""
    returned: list[dict[str, dict[str, Any]]] = []
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    template = environment.from_string(
        MACRO.read_text(encoding="utf-8"), globals={"return": returned.append}
    )
    template.module.input_layouts(form)
    return returned[0]


def alternatives(columns: dict[str, Any]) -> dict[str, list[str]]:
    """Return the names that each field of a layout may have, without the fields left out."""
    return {
        field: names if isinstance(names, list) else [names]
        for field, names in columns.items()
        if names is not None
    }


def fitness(layout: dict[str, Any], form: str, columns: list[str]) -> float:
    """Return the share of a layout's columns that a header has; 0 where a needed one lacks."""
    mapped = alternatives(layout.get(f"{form[:-1]}_columns", {}))
    have = {plain(column) for column in columns}

    def there(field: str) -> bool:
        return any(plain(name) in have for name in mapped.get(field, [field]))

    money = there("amount") or there("order_total") or (there("quantity") and there("unit_price"))
    needed = all(there(field) for field in ("customer_id", "order_date")) and money
    if form == "customers":
        needed = all(there(field) for field in mapped if field not in OPTIONAL)
    return sum(map(there, mapped)) / len(mapped) if mapped and needed else 0.0


def best_layout(form: str, columns: list[str]) -> tuple[str, float] | None:
    """Return the layout that a header fits best, with the share of its columns; None where none.

    Two layouts that share the same few names, such as `Order ID`, are told apart by which one has
    more of the header's columns.
    """
    found = {
        name: share
        for name, layout in layouts(form).items()
        if (share := fitness(layout, form, columns)) >= 0.8
    }
    sizes = {name: len(layouts(form)[name].get(f"{form[:-1]}_columns", {})) for name in found}
    best = max(found, key=lambda name: (found[name] * sizes[name], found[name]), default=None)
    return None if best is None else (best, found[best])
