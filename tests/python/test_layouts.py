"""Each known layout reads its sample, in tests/layouts, to the totals that stand beside it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Build, built_models

import write_settings

SAMPLES = ROOT / "tests" / "layouts"
# Of each layout, customer -> [orders, spend].
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
# One of each kind in the quick suite: totals once an order, Turkish numbers and words, two files.
QUICK = {"customer_totals", "shopify_orders", "trendyol_orders", "olist"}
# Of a form of input, its known layouts, and the model that holds all customers.
LAYOUTS = {
    form: write_settings.macro_result("input_layouts", form) for form in ("customers", "orders")
}
CUSTOMERS = {"customers": "int_customers_checked", "orders": "int_order_customers"}


def vars_of_sample(name: str) -> dict[str, Any]:
    """Return the vars that read a layout's sample: its name and its files."""
    form = form_of(name)
    files = {f"{form}_file": str(SAMPLES / f"{name}.csv")}
    headers = SAMPLES / f"{name}_headers.csv"
    if headers.exists():
        files["order_headers_file"] = str(headers)
    return {f"{form[:-1]}_layout": name, "max_rejected_share": 0.5, **files}


def form_of(name: str) -> str:
    """Return the form of input of a layout: customers or orders."""
    return next(form for form, layouts in LAYOUTS.items() if name in layouts)


def totals(build: Build, form: str = "orders") -> dict[str, list[Any]]:
    """Return orders and spend of each accepted customer."""
    found = build.query(
        f"select customer_id, total_order_count, total_spend from intermediate.{CUSTOMERS[form]}"
        " where rejection_reasons is null"
    )
    return {customer: figures for customer, *figures in found}


def expected_totals(name: str) -> dict[str, list[Any]]:
    """Return what `totals` has to be."""
    return {
        customer: [orders, Decimal(spend)] for customer, (orders, spend) in EXPECTED[name].items()
    }


def test_every_layout_has_a_sample_and_says_what_documents_it() -> None:
    layouts = {**LAYOUTS["customers"], **LAYOUTS["orders"]}
    # FLO's sample is the seed, from which every other test builds.
    assert layouts.keys() - {"flo"} == EXPECTED.keys()
    assert all(layout["about"] and layout["source"] for layout in layouts.values())


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in EXPECTED],
)
def test_a_layout_reads_its_sample(name: str, tmp_path: Path) -> None:
    form = form_of(name)
    build = built_models(tmp_path, CUSTOMERS[form], project_vars=vars_of_sample(name))
    assert totals(build, form) == expected_totals(name)
