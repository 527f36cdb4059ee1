"""How shops and spreadsheets write numbers, dates and ids: read as the vars say, else rejected."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, built, built_models, turkish_extract

pytestmark = pytest.mark.slow

SEGMENTS = "select * exclude (run_id) from marts.customer_segments order by customer_id"


def build_of(folder: Path, rows: list[tuple[str, ...]], **project_vars: Any) -> Build:
    """Build order lines: order_id, customer_id, order_date, amount, and maybe more columns."""
    path = folder / "lines.csv"
    header = ("order_id", "customer_id", "order_date", "amount", "discount", "channel")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([header[: len(rows[0])], *rows])
    given = {"orders_file": str(path), "csv_delimiter": ";", "max_rejected_share": 0.99}
    return built_models(
        folder / "build",
        *("customer_segments", "rejected_order_lines"),
        project_vars={**given, **project_vars},
    )


def spend(build: Build) -> dict[str, Decimal]:
    """Return what each customer has spent."""
    return dict(build.query("select customer_id, monetary from marts.customer_segments"))


def reasons(build: Build) -> dict[str, str]:
    """Return why each rejected order was rejected."""
    return dict(build.query("select order_id, rejection_reasons from marts.rejected_order_lines"))


@pytest.mark.slow
def test_the_summary_says_what_was_left_out_and_what_rounding_did(tmp_path: Path) -> None:
    rows = [
        *[("1", "A", "2021-01-05", "10.004"), ("2", "B", "2021-01-06", "2.0055")],
        *[("3", "", "2021-01-06", "7"), ("4", "GUEST", "2021-01-07", "99.5")],
    ]
    path = tmp_path / "lines.csv"
    path.write_text(
        "order_id,customer_id,order_date,amount\n" + "".join(",".join(row) + "\n" for row in rows)
    )
    build = built(
        tmp_path / "build",
        project_vars={
            "orders_file": str(path),
            "anonymous_customer_ids": ["GUEST"],
            "amount_decimals": "round",
        },
    )
    for note in (
        "1 order lines without a customer left out, 7.00 in all.",
        "1 order lines of anonymous_customer_ids left out, 99.50 in all.",
        "2 amounts rounded to cents, by 0.0005 in all.",
    ):
        assert note in build.output


def test_numbers_are_read_as_their_example_shows_and_no_other_way(tmp_path: Path) -> None:
    amounts = {
        "whole": ("1.250", "1250.00"),
        "comma": ("1.355,90", "1355.90"),
        "sign": ("₺12,5", "12.50"),
        "letters": ("1.234.567,89 TL", "1234567.89"),
        "blank": ("TRY\u00a099", "99.00"),
        "plus": ("+7,", "7.00"),
    }
    wrong = ("12.50", "1,250.00", "12.5000", "1e3", "(5", "5-", "1.25.000", "TL", "1 250,00")
    rows = [(name, name, "2021-01-05", text) for name, (text, _) in amounts.items()]
    rows += [(text, "x", "2021-01-05", text) for text in wrong]
    rows += [("sale", "back", "2021-01-05", "9,00"), ("brackets", "back", "2021-01-06", "($4,50)")]
    build = build_of(tmp_path, rows, number_format="1.234,56")
    expected = {name: Decimal(value) for name, (_, value) in amounts.items()}
    assert spend(build) == {**expected, "back": Decimal("4.50")}
    assert reasons(build) == dict.fromkeys(wrong, "unparsable_amount")


def test_what_may_be_read_in_two_ways_is_rejected_without_a_number_format(tmp_path: Path) -> None:
    texts = {"1.250": None, "999.000": None, "0.250": "0.25", "1250.000": "1250", "1.2500": "1.25"}
    rows = [(text, text, "2021-01-05", text) for text in texts]
    build = build_of(tmp_path, rows)
    assert spend(build) == {text: Decimal(value) for text, value in texts.items() if value}
    assert reasons(build) == {"1.250": "ambiguous_amount", "999.000": "ambiguous_amount"}
    plain = build_of(tmp_path, rows, number_format="1234.56")
    assert spend(plain)["1.250"] == Decimal("1.25")
    assert reasons(plain) == {}


@pytest.mark.slow
def test_parts_of_a_cent_are_rounded_halves_to_the_even_cent(tmp_path: Path) -> None:
    texts = {
        "957.5775": "957.58",
        "19.990000000000002": "19.99",
        "22.368": "22.37",
        "0.005": "0.00",
        "0.015": "0.02",
        "0.025": "0.02",
        "0.0250000001": "0.03",
        "999999999": "999999999.00",
    }
    rows = [(text, text, "2021-01-05", text) for text in texts]
    rows += [("a", "back", "2021-01-05", "1.00"), ("b", "back", "2021-01-05", "-0.015")]
    build = build_of(tmp_path, rows, amount_decimals="round")
    expected = {text: Decimal(value) for text, value in texts.items()}
    assert spend(build) == {**expected, "back": Decimal("0.98")}


@pytest.mark.parametrize(
    ("utc_offset", "days"),
    [
        pytest.param(
            None,
            {"z": "2019-10-05", "east": "2019-10-05", "utc": "2019-10-05", "word": "2019-10-05"},
            marks=pytest.mark.slow,
        ),
        (
            "+03:00",
            {"z": "2019-10-06", "east": "2019-10-05", "utc": "2019-10-06", "word": "2019-10-06"},
        ),
    ],
)
def test_dates_are_tried_in_order_and_times_moved_to_the_calendar_that_counts(
    utc_offset: str | None, days: dict[str, str], tmp_path: Path
) -> None:
    rows = [
        ("1", "z", "05.10.2019 22:30 Z", "10"),
        ("2", "east", "05.10.2019 22:30 +0300", "10"),
        ("3", "utc", "2019-10-05 22:30:00 UTC", "10"),
        ("4", "word", "05.10.2019 22:30 UTC", "10"),
        ("5", "day first", "08-11-2016", "10"),
        ("6", "month first", "11/13/2016", "10"),
        ("7", "nobody", "2016/11/13", "10"),
    ]
    formats = ["%d.%m.%Y %H:%M %z", "%Y-%m-%d %H:%M:%S UTC", "%d-%m-%Y", "%m/%d/%Y"]
    build = build_of(tmp_path, rows, order_date_format=formats, order_utc_offset=utc_offset)
    found = build.query("select customer_id, last_order_date from marts.customer_segments")
    expected = {**days, "day first": "2016-11-08", "month first": "2016-11-13"}
    assert {customer: str(day) for customer, day in found} == expected
    assert reasons(build) == {"7": "unparsable_order_date"}


def test_nobody_is_a_customer_and_ids_are_one_in_the_form_asked_for(tmp_path: Path) -> None:
    nobody = ("nan", "NULL", "None", "\\N", "#N/A", "n/a", " ")
    rows = [(f"n{number}", word, "2021-01-05", "99") for number, word in enumerate(nobody)]
    rows += [
        ("1", "Ann@Example.com", "2021-01-05", "10"),
        ("2", " ann@example.com", "2021-02-05", "20"),
        ("3", "İzmir", "2021-02-05", "1"),
        ("4", "izmir", "2021-02-06", "1"),
        ("5", "GUEST", "2021-02-06", "500"),
        ("6", "8.69012E+12", "2021-02-06", "500"),
        ("7", "8e12", "2021-02-06", "5"),
        ("8", "nancy", "2021-02-06", "5"),
    ]
    # Fourteen of fifteen may not be faulty, and only one is: nobody does not count.
    build = build_of(
        tmp_path,
        rows,
        customer_id_form="lower",
        anonymous_customer_ids=["guest"],
        max_rejected_share=0.1,
    )
    expected = {"ann@example.com": 30, "izmir": 2, "8e12": 5, "nancy": 5}
    assert spend(build) == expected
    assert reasons(build) == {
        **{f"n{number}": "missing_customer_id" for number in range(len(nobody))},
        "5": "anonymous_customer_id",
        "6": "scientific_customer_id",
    }


@pytest.mark.slow
def test_ids_that_a_spreadsheet_made_decimal_are_whole_numbers(tmp_path: Path) -> None:
    ids = ("12346", "12346.0", "12346.", "0012346", "1.5", "A.0")
    rows = [(str(number), text, "2021-01-05", "10") for number, text in enumerate(ids)]
    build = build_of(tmp_path, rows, customer_id_form="whole_number")
    assert spend(build) == {"12346": 30, "0012346": 10, "1.5": 10, "A.0": 10}


@pytest.mark.slow
def test_a_column_of_another_meaning_is_left_out(tmp_path: Path) -> None:
    rows = [
        ("1", "A", "2021-01-05", "10", "SPRING10", "Trendyol"),
        ("2", "B", "2021-01-06", "20", "10 %", "POS"),
    ]
    build = build_of(tmp_path, rows, order_columns={"discount": None, "channel": None})
    assert spend(build) == {"A": 10, "B": 20}
    assert reasons(build) == {}


def test_an_extract_that_turkish_excel_has_saved_is_the_same_extract(
    builds: Any, tmp_path: Path
) -> None:
    path = turkish_extract(tmp_path / "extract.csv")
    build = built_models(
        tmp_path / "build",
        *("customer_segments", "rejected_customers"),
        project_vars={
            "customers_file": str(path),
            "csv_delimiter": ";",
            "customer_date_format": "%d.%m.%Y",
            "number_format": "1.234,56",
        },
    )
    assert build.query("select count(*) from marts.rejected_customers") == [(0,)]
    assert build.query(SEGMENTS) == builds().query(SEGMENTS)
