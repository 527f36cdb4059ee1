"""Order lines as shops and spreadsheets export them: one input each, and what it adds up to."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Build, built_models, copied_project, dbt, real_file
from test_layouts import totals

HEADER = "order_id,customer_id,order_date,amount"
# Each: its files, the vars beside orders_file, and customer -> [orders, spend].
EXPORTS: dict[str, tuple[dict[str, list[str]], dict[str, Any], dict[str, list[Any]]]] = {
    "a line in two files counts once, as often as in one of them": (
        {
            "a.csv": [HEADER, "1,a,2024-01-05,10", "2,b,2024-01-06,20", "2,b,2024-01-06,20"],
            "b.csv": [HEADER, "2,b,2024-01-06,20.00", "3,a,2024-01-07,5"],
        },
        {"orders_file": "*.csv"},
        {"a": [2, 15], "b": [1, 40]},
    ),
    "a line in two files counts twice when asked for": (
        {"a.csv": [HEADER, "1,a,2024-01-05,10"], "b.csv": [HEADER, "1,a,2024-01-05,10"]},
        {"orders_file": "*.csv", "overlapping_files": "keep_all"},
        {"a": [1, 20]},
    ),
    "files may lack a column, or call it otherwise": (
        {
            "a.csv": [HEADER, "1,a,2024-01-05,10"],
            "b.csv": ["no,customer_id,order_date,amount,channel", "2,a,2024-02-05,5,web"],
        },
        {"orders_file": "*.csv", "order_columns": {"order_id": ["order_id", "no"]}},
        {"a": [2, 15]},
    ),
    "headers and refunds in files of their own": (
        {
            "lines.csv": ["order_id,item_id,amount", "1,x,10", "1,y,5", "2,x,7", "9,x,1"],
            "orders.csv": ["order_id,customer_id,order_date", "1,a,2024-01-05", "2,b,2024-01-06"],
            "refunds.csv": ["order_id,order_date,amount", "1,2024-01-09,4"],
        },
        {"order_headers_file": "orders.csv", "order_refunds_file": "refunds.csv"},
        {"a": [1, 11], "b": [1, 7]},
    ),
    "receipt numbers that are used again": (
        {"lines.csv": [f"{HEADER},store", "7,a,2024-01-05,10,K", "7,a,2024-03-05,5,K"]},
        {"order_key": ["order_id", "store", "order_date"]},
        {"a": [2, 15]},
    ),
    "the total once an order, on its first line or on each": (
        {
            "lines.csv": [
                *["order_id,customer_id,order_date,order_total,item_id", "1,a,2024-01-05,10,x"],
                *["1,,,,y", "2,b,2024-01-06,7,x", "2,b,2024-01-06,7,y"],
                *["3,b,2024-01-07,1,x", "3,b,2024-01-07,2,y"],
            ]
        },
        {},
        {"a": [1, 10], "b": [1, 7]},
    ),
    "a bad value that is not needed costs no line": (
        {"lines.csv": [f"{HEADER},discount,quantity", "1,a,2024-01-05,10,SPRING,two"]},
        {},
        {"a": [1, 10]},
    ),
    "a refund that cannot be read does": (
        {
            "lines.csv": [
                f"{HEADER},refunded_amount",
                "1,a,2024-01-05,10,some",
                "2,a,2024-01-06,4,1",
            ]
        },
        {},
        {"a": [1, 3]},
    ),
    "one currency needs no rate": (
        {"lines.csv": [f"{HEADER},currency", "1,a,2024-01-05,10,USD", "2,a,2024-01-06,4,"]},
        {},
        {"a": [2, 14]},
    ),
    "telephone numbers are ids": (
        {"lines.csv": [HEADER, "1,+90 (532) 123 45,2024-01-05,10", "2,+9053212345,2024-01-06,5"]},
        {"customer_id_form": "phone"},
        {"+9053212345": [2, 15]},
    ),
    "title lines, other quotes, and days as numbers": (
        {"lines.csv": ["Sales", HEADER, "1,'a,b',45296,10"]},
        {"skip_lines": 1, "csv_quote": "'", "order_date_format": ["%Y-%m-%d", "excel_serial"]},
        {"a,b": [1, 10]},
    ),
}


def read(folder: Path, files: dict[str, list[str]], given: dict[str, Any]) -> Build:
    """Write the files and build the customers of their orders."""
    shop = folder / "shop"
    shop.mkdir()
    for name, lines in files.items():
        (shop / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = {"orders_file": "lines.csv", **given}
    paths = {name: str(shop / value) for name, value in given.items() if name.endswith("_file")}
    return built_models(
        folder / "build",
        "int_order_customers",
        project_vars={**given, **paths, "max_rejected_share": 0.9},
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_adds_up(name: str, tmp_path: Path) -> None:
    files, given, expected = EXPORTS[name]
    build = read(tmp_path, files, given)
    assert totals(build) == {
        customer: [orders, Decimal(spend)] for customer, (orders, spend) in expected.items()
    }


@pytest.mark.slow
def test_currencies_need_rates_and_are_reckoned_by_them(tmp_path: Path) -> None:
    lines = [f"{HEADER},currency", "1,a,2024-01-05,10,EUR", "2,a,2024-02-05,10,EUR"]
    path = tmp_path / "lines.csv"
    path.write_text("\n".join([*lines, "3,a,2024-02-06,1,TRY"]) + "\n", encoding="utf-8")
    project = copied_project(tmp_path / "project")
    given = {"orders_file": str(path)}
    select = ("--select", "+int_customers_measured", "--exclude-resource-type", "unit_test")
    stopped = dbt(tmp_path / "a", "build", *select, project_vars=given, project=project)
    assert stopped.exit_code != 0
    assert "exchange_rates has no rate for 3 of them" in " ".join(stopped.output.split())
    rates = [
        "currency,from_date,rate",
        "EUR,2024-01-01,32.5",
        "EUR,2024-02-01,33.333",
        "TRY,2024-01-01,1",
    ]
    (project / "seeds" / "exchange_rates.csv").write_text("\n".join(rates) + "\n")
    build = dbt(tmp_path / "b", "build", *select, project_vars=given, project=project)
    assert build.exit_code == 0, build.output
    assert totals(build) == {"a": [3, Decimal("659.33")]}


@pytest.mark.slow
def test_an_id_that_is_hashed_is_kept_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMNICHANNEL_RFM_SALT", "pepper")
    lines = [HEADER, "1,Ann@x.org,2024-01-05,10", "2,ann@x.org,2024-01-06,5", "3,ann@x.org,soon,1"]
    given = {"hash_customer_id": True, "customer_id_form": "lower"}
    build = read(tmp_path, {"lines.csv": lines}, given)
    ((customer, figures),) = totals(build).items()
    assert (len(customer), figures) == (64, [2, Decimal(15)])
    tables = build.query("select schema_name, table_name from duckdb_tables()")
    for schema, table in tables:
        text = str(build.query(f'from "{schema}"."{table}"')).lower()
        assert "ann@" not in text, table


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["windows-1254", "utf-16"])
def test_a_file_in_another_encoding_is_copied_again_when_it_changes(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "lines.csv"
    given = {"orders_file": str(path), "file_encoding": encoding}
    for customer in ("Şükrü", "İlkay"):
        path.write_text(f"{HEADER}\n1,{customer},2024-01-05,10\n", encoding=encoding)
        build = built_models(tmp_path / "build", "int_order_customers", project_vars=given)
        assert totals(build) == {customer: [1, Decimal(10)]}


@pytest.mark.slow
def test_both_years_of_online_retail_are_what_pandas_makes_of_them(tmp_path: Path) -> None:
    """Customer by customer, to the cent, December 2010 once."""
    pandas = pytest.importorskip("pandas")
    years = [
        real_file(f"orders/online_retail_{years}.parquet") for years in ("2009_2010", "2010_2011")
    ]
    for year in years:
        shutil.copy(year, tmp_path)
    build = built_models(
        tmp_path / "build",
        "int_order_customers",
        project_vars={
            "orders_file": str(tmp_path / "online_retail_*.parquet"),
            "order_layout": "uci_online_retail",
        },
    )
    names = {"Invoice": "InvoiceNo", "Price": "UnitPrice", "Customer ID": "CustomerID"}
    first, second = (
        duckdb.sql(f"select columns(*)::varchar from '{year}'").df().rename(columns=names)
        for year in years
    )
    lines = pandas.concat([first[first.InvoiceDate < "2010-12-01"], second])
    lines = lines[lines.CustomerID.notna()]
    lines["spend"] = [
        (Decimal(price) * Decimal(quantity)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        for price, quantity in zip(lines.UnitPrice, lines.Quantity, strict=True)
    ]
    lines["customer"] = lines.CustomerID.str.removesuffix(".0")
    sales = lines[~lines.InvoiceNo.str.startswith("C") & (lines.spend >= 0)]
    orders = sales.groupby("customer").InvoiceNo.nunique()
    spend = lines.groupby("customer").spend.sum()
    assert totals(build) == {one: [orders[one], spend[one]] for one in orders.index}
