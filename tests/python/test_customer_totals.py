"""Customers without columns of two channels: totals, one channel, prospects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import built_models, dbt
from test_input import GOOD_ROW, assert_stopped_before_building, write_csv

pytestmark = pytest.mark.slow

CHANNELS = ("order_channel", "online_order_count", "offline_order_count", "online_spend")


def write(path: Path, *lines: str) -> dict[str, Any]:
    """Write a file of customers, and return the var that names it."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"customers_file": str(path)}


def test_totals_without_channels_make_the_marts(tmp_path: Path) -> None:
    """What is not known is null; a prospect is counted apart and stops nothing."""
    given = write(
        tmp_path / "list.csv",
        "no;orders;paid;last;since",
        "x;2;1.250,50;05.02.2024;01.01.2023",
        "y;1;20,00;06.02.2024;",
        "p;0;;;",
        "z;3;9,00;07.02.2024;08.02.2024",
    )
    build = built_models(
        tmp_path / "build",
        *("customer_segments", "rejected_customers", "source_profile", "segment_profiles"),
        project_vars={
            **given,
            "csv_delimiter": ";",
            "number_format": "1.234,56",
            "customer_date_format": "%d.%m.%Y",
            "max_rejected_share": 0.25,
            "customer_columns": {
                "customer_id": "no",
                "order_count": "orders",
                "spend": "paid",
                "last_order_date": "last",
                "first_order_date": "since",
            },
        },
    )
    assert build.query(
        "select customer_id, frequency, monetary, tenure_days, first_order_date, last_order_date,"
        f" {', '.join(CHANNELS)} from marts.customer_segments order by customer_id"
    ) == [
        ("x", 2, Decimal("1250.50"), 400, date(2023, 1, 1), date(2024, 2, 5), *[None] * 4),
        ("y", 1, Decimal("20.00"), None, None, date(2024, 2, 6), *[None] * 4),
    ]
    assert build.query(
        "select customer_id, rejection_reasons, order_count, spend from marts.rejected_customers"
        " order by customer_id"
    ) == [
        ("p", "no_orders", "0", None),
        ("z", "first_order_after_last_order", "3", "9,00"),
    ]
    assert build.query(
        "select column_name, mean from marts.source_profile where column_type = 'integer'"
    ) == [("orders", Decimal("1.5"))]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        # the idea of a case: totals under the names of one channel
        (
            "customer_id,last_order_date,online_order_count,online_spend",
            "a,2024-01-05,3,120.00",
            ("a", 3, Decimal("120.00"), 3, None, Decimal("120.00")),
        ),
        (
            "customer_id,last_order_date,offline_order_count,offline_spend,order_channel",
            "a,2024-01-05,3,120.00,Shop",
            ("a", 3, Decimal("120.00"), None, 3, None),
        ),
    ],
)
def test_one_channel_is_all_there_is(
    header: str, row: str, expected: tuple[Any, ...], tmp_path: Path
) -> None:
    columns = {one: one for one in header.split(",")}
    build = built_models(
        tmp_path / "build",
        "customer_segments",
        project_vars={**write(tmp_path / "list.csv", header, row), "customer_columns": columns},
    )
    assert build.query(
        "select customer_id, frequency, monetary, online_order_count, offline_order_count,"
        " online_spend from marts.customer_segments"
    ) == [expected]


def test_prospects_beside_two_channels_stop_nothing(tmp_path: Path) -> None:
    prospect = {
        **dict.fromkeys(GOOD_ROW, ""),
        "master_id": "p",
        "order_num_total_ever_online": "0",
        "order_num_total_ever_offline": "0",
    }
    write_csv(tmp_path / "customers.csv", [GOOD_ROW, prospect])
    build = built_models(
        tmp_path / "build",
        "rejected_customers",
        project_vars={
            "customers_file": str(tmp_path / "customers.csv"),
            "max_rejected_share": 0,
        },
    )
    assert build.query("select customer_id, rejection_reasons from marts.rejected_customers") == [
        ("p", "no_orders")
    ]


@pytest.mark.parametrize(
    ("left_out", "given", "missing"),
    [
        # a misspelt column of a file of both channels is no choice
        (["order_num_total_ever_offline"], {}, ["'order_num_total_ever_offline'"]),
        # tenure is a feature of clusters
        (
            [
                *("order_num_total_ever_offline", "customer_value_total_ever_offline"),
                *("last_order_date_offline", "first_order_date"),
            ],
            {"statistics": True},
            ["'first_order_date'"],
        ),
        (
            ["order_num_total_ever_online", "order_num_total_ever_offline"]
            + ["customer_value_total_ever_online", "customer_value_total_ever_offline"]
            + ["last_order_date_online", "last_order_date_offline"],
            {},
            ["'order_count'", "'spend'"],
        ),
    ],
)
def test_what_is_needed_is_named(
    left_out: list[str], given: dict[str, Any], missing: list[str], tmp_path: Path
) -> None:
    given = {**given, "customers_file": str(tmp_path / "customers.csv")}
    write_csv(
        tmp_path / "customers.csv",
        [GOOD_ROW],
        columns=[column for column in GOOD_ROW if column not in left_out],
    )
    build = dbt(tmp_path / "build", "build", "--select", "+stg_flo__customers", project_vars=given)
    assert_stopped_before_building(build, missing)
