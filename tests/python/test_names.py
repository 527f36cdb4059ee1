"""Odd but legal names of columns, tables, files: with quotes, empty, doubled, or like a stand-in.

A column without a name, or with one that stands there already, is read under another name; that
must never be the name of a column beside it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT, Build, built_models
from test_input import GOOD_ROW

# Our field -> what its column is called; the last two look like what DuckDB would call others.
CUSTOMER_NAMES = {
    "online_spend": 'say "x"',
    "offline_spend": "it's",
    "order_channel": "a_20",
    "category_list": "_17",
}
ORDER_NAMES = {"amount": 'say "x"', "status": "it's", "item_id": "a_9", "category": "_6"}
ODD = 'it\'s "here"'


def customer_columns() -> list[tuple[str, str]]:
    """Return name and value of each column of an extract, with odd ones among and behind them."""
    renamed = dict(
        zip(
            (
                "customer_value_total_ever_online",
                "customer_value_total_ever_offline",
                "order_channel",
                "interested_in_categories_12",
            ),
            CUSTOMER_NAMES.values(),
            strict=True,
        )
    )
    columns = [(renamed.get(name, name), value) for name, value in GOOD_ROW.items()]
    columns += [("", "14"), ("A", "15"), ("b", "16"), ("", "17"), ("", "18"), ("a", "19")]
    return [*columns, ("a", "20"), ("b", "21")]


EXPECTED_CUSTOMER = [("good", "Mobile", "49.99", "99.98", "[KADIN]", "A")]
CUSTOMER = (
    "select customer_id, order_channel, online_spend_text, offline_spend_text, category_list,"
    " store_company_list from staging.stg_flo__customers"
)


def write_row(path: Path, delimiter: str, columns: list[tuple[str, str]]) -> Path:
    """Write a header and one line."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(zip(*columns, strict=True))
    return path


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def staging_of(folder: Path, model: str, **project_vars: Any) -> Build:
    """Build only the staging model, whose input is checked before."""
    return built_models(folder, model, project_vars=project_vars)


def test_customers_from_csv(tmp_path: Path) -> None:
    """The quote is the delimiter too, and stands in the file's path."""
    file = write_row(tmp_path / ODD / "c.csv", "'", customer_columns())
    build = staging_of(
        tmp_path / "build",
        "stg_flo__customers",
        customers_file=str(file),
        customer_columns=CUSTOMER_NAMES,
        csv_delimiter="'",
    )
    assert build.query(CUSTOMER) == EXPECTED_CUSTOMER


def test_customers_from_parquet(tmp_path: Path) -> None:
    """Two files in different order; a list is one column, and its inner name none."""
    arrow = pytest.importorskip("pyarrow", reason="pyarrow writes the names; it is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / ODD
    folder.mkdir()
    columns = [(name, [value]) for name, value in customer_columns()]
    columns = [(name, [["KADIN"]] if name == "_17" else value) for name, value in columns]
    for number, kept in enumerate((columns, columns[::-1])):
        names, values = zip(*[("element", ["none"]), *kept], strict=True)
        table = arrow.Table.from_arrays(list(map(arrow.array, values)), names=names)
        parquet.write_table(table, folder / f"{number}.parquet")
    build = staging_of(
        tmp_path / "build",
        "stg_flo__customers",
        customers_file=f"{folder}/*.parquet",
        customer_columns=CUSTOMER_NAMES,
    )
    assert build.query(CUSTOMER) == EXPECTED_CUSTOMER * 2


@pytest.mark.slow
def test_customers_from_a_table(tmp_path: Path) -> None:
    columns = [(name, value) for name, value in customer_columns() if name not in ("", "a", "b")]
    file = write_row(tmp_path / "c.csv", ",", columns)
    names = [quoted('say "raw"'), quoted(ODD)]
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        connection.execute(f"create schema {names[0]}")
        connection.execute(f"create table {'.'.join(names)} as from read_csv('{file}')")
    build = staging_of(
        tmp_path,
        "stg_flo__customers",
        customers_table=f'say "raw".{ODD}',
        customer_columns=CUSTOMER_NAMES,
    )
    assert build.query(CUSTOMER) == EXPECTED_CUSTOMER


ORDER_COLUMNS = [
    ("order_id", "1"), ("order_date", "2021-05-30"), ("customer_id", "c1"), ('say "x"', "9.99"),
    ("_6", "SHOES"), ("", "6"), ("a", "7"), ("a_9", "i1"), ("a", "9"), ("it's", "complete"),
    ("", "11"),
]  # fmt: skip
EXPECTED_LINE = [("1", "c1", "9.99", "SHOES", "i1", "complete")]
LINE = (
    "select order_id, customer_id, amount_text, category, item_id, status"
    " from staging.stg_orders__lines"
)


@pytest.mark.slow
def test_order_lines_from_csv(tmp_path: Path) -> None:
    """Two files: what one of them has beside the lines' columns, the other has not."""
    for number, columns in enumerate((ORDER_COLUMNS, ORDER_COLUMNS[:-1])):
        write_row(tmp_path / ODD / f"{number}.csv", ";", columns)
    build = staging_of(
        tmp_path / "build",
        "stg_orders__lines",
        orders_file=f"{tmp_path / ODD}/*.csv",
        order_columns=ORDER_NAMES,
        csv_delimiter=";",
    )
    assert build.query(LINE) == EXPECTED_LINE * 2


@pytest.mark.slow
def test_order_lines_apart_by_blanks_under_names_that_are_given(tmp_path: Path) -> None:
    file = tmp_path / ODD / "lines.txt"
    file.parent.mkdir()
    file.write_text(f"{' '.join(value for _, value in ORDER_COLUMNS)}\n", encoding="utf-8")
    build = staging_of(
        tmp_path / "build",
        "stg_orders__lines",
        orders_file=str(file),
        order_columns=ORDER_NAMES,
        order_file_columns=[name for name, _ in ORDER_COLUMNS],
        csv_delimiter=" ",
    )
    assert build.query(LINE) == EXPECTED_LINE


@pytest.mark.slow
def test_order_lines_from_a_table(tmp_path: Path) -> None:
    columns = [column for column in ORDER_COLUMNS if column[0] not in ("", "a")]
    file = write_row(tmp_path / "c.csv", ",", columns)
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        read = f"from read_csv('{file}', header = true, all_varchar = true)"
        connection.execute(f"create table {quoted(ODD)} as {read}")
    build = staging_of(
        tmp_path,
        "stg_orders__lines",
        orders_table=f"main.{ODD}",
        order_columns=ORDER_NAMES,
    )
    assert build.query(LINE) == EXPECTED_LINE


@pytest.mark.slow
def test_blanks_stand_for_underscores_whatever_the_form_and_the_file(tmp_path: Path) -> None:
    """Of a column that two files spell in two ways, each row has its own."""
    customer = [(name.replace("_", " ").title(), value) for name, value in GOOD_ROW.items()]
    write_row(tmp_path / "customers" / "0.csv", ",", customer)
    write_row(tmp_path / "customers" / "1.csv", ",", list(GOOD_ROW.items()))
    build = staging_of(
        tmp_path / "customer_build",
        "stg_flo__customers",
        customers_file=f"{tmp_path}/customers/*.csv",
    )
    assert build.query("select customer_id from staging.stg_flo__customers") == [("good",)] * 2

    line = [("customer_id", "c"), ("order_date", "2021-05-30"), ("amount", "1")]
    for number, name in enumerate(("Customer Since", "customer_since")):
        write_row(tmp_path / "orders" / f"{number}.csv", ",", [*line, (name, "2021-05-29")])
    build = staging_of(
        tmp_path / "order_build", "stg_orders__lines", orders_file=f"{tmp_path}/orders/*.csv"
    )
    found = build.query("select cast(customer_since as varchar) from staging.stg_orders__lines")
    assert found == [("2021-05-29",)] * 2


def test_names_are_quoted_by_one_macro() -> None:
    """dbt's own `adapter.quote` does not double the quotes inside of a name."""
    found = [
        path.name
        for folder in ("macros", "models", "snapshots", "tests/generic", "tests/reconciliation")
        for path in (ROOT / folder).rglob("*.sql")
        if "adapter.quote" in path.read_text(encoding="utf-8")
    ]
    assert found == ["quoted_name.sql"]
