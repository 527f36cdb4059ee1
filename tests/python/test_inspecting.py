"""`run.py inspect` finds the vars that read a file of unknown make, and guesses nowhere else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import ROOT
from test_layouts import EXPECTED, SAMPLES, form_of

import calling
from installing import SetUpError
from omnichannel_rfm.inspecting import reading
from omnichannel_rfm.inspecting.reading import InspectionError, read
from omnichannel_rfm.inspecting.vars import find

HEADER = "order_id,customer_id,order_date,amount"


def found(*paths: Path) -> dict[str, Any]:
    """Return the vars found for some files, but for their place."""
    settings = find([read(path) for path in paths]).settings
    return {name: value for name, value in settings.items() if not name.endswith("_file")}


def written(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    """Write rows as lines of a file."""
    path.write_text("\n".join(rows) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "plain"])
def test_a_known_layout_is_found_and_nothing_is_set_beside_it(name: str) -> None:
    files = sorted(SAMPLES.glob(f"{name}.csv")) + sorted(SAMPLES.glob(f"{name}_headers.csv"))
    settings = found(*files)
    assert settings.pop(f"{form_of(name)[:-1]}_layout") == name
    # What the layout says by itself, and what an id of nobody looks like, may stand beside it.
    assert settings.keys() <= {"csv_delimiter", "customer_id_form"}


@pytest.mark.parametrize(
    ("rows", "settings"),
    [
        ([HEADER, "1,a,2024-01-05,10.00", "2,b,2024-01-06,9"], {}),
        (
            ["Sales report", "January", HEADER, "1,a,2024-01-05,10.00", "2,b,2024-01-06,9.5"],
            {"skip_lines": 2},
        ),
        (
            ["Sipariş No;Müşteri No;Tarih;Tutar", "1;a;31.01.2024;1.234,50", "2;b;01.02.2024;7"],
            {
                "csv_delimiter": ";",
                "order_columns": {
                    **{"order_id": "Sipariş No", "customer_id": "Müşteri No"},
                    **{"order_date": "Tarih", "amount": "Tutar"},
                },
                "order_date_format": "%d.%m.%Y",
                "number_format": "1.234,56",
            },
        ),
        ([HEADER, "1,a,13-02-2024,5", "2,b,02/14/2024,6"], None),
        (
            [HEADER, "1,17850.0,2024-01-05,5", "2,17850,2024-01-06,6"],
            {"customer_id_form": "whole_number"},
        ),
        (
            [HEADER, "1,a@x.org,2024-01-05,5", "2,A@x.org,2024-01-06,6"],
            {"customer_id_form": "lower"},
        ),
        (
            [HEADER, "1,GUEST,2024-01-05,5", "2,a,2024-01-06,6"],
            {"anonymous_customer_ids": ["GUEST"]},
        ),
        ([HEADER, "1,a,2024-01-05,5.125", "2,b,2024-01-06,6.5"], {"amount_decimals": "round"}),
        ([HEADER, "1,a,45296,5", "2,b,45297,6"], {"order_date_format": "excel_serial"}),
        (
            [f"{HEADER},discount", "1,a,2024-01-05,5,SPRING", "2,b,2024-01-06,6,SUMMER"],
            {"order_columns": {"discount": None}},
        ),
        (
            [f"{HEADER},status", "1,a,2024-01-05,5,Onaylandı", "2,b,2024-01-06,6,VOIDED"],
            {"order_status_policies": {"Onaylandı": "count", "VOIDED": "ignore"}},
        ),
        (
            [
                "order,customer no,email,date,total",
                *(f"{n},g{n},A@x.org,2024-01-0{n},5" for n in (1, 2)),
            ],
            {
                "order_columns": {
                    **{"order_id": "order", "customer_id": "email"},
                    **{"order_date": "date", "amount": "total"},
                },
                "customer_id_form": "lower",
            },
        ),
        (
            [f"{HEADER},store", "7,a,2024-01-05,5,K1", "7,a,2024-03-05,6,K1"],
            {"order_key": ["order_id", "store", "order_date"]},
        ),
        (
            [f"{HEADER},item_id", "1,a,2024-01-05,50,x", "1,a,2024-01-05,,y", "2,b,2024-01-06,7,x"],
            {"order_columns": {"order_total": "amount"}},
        ),
    ],
    ids=lambda value: value[1][:30] if isinstance(value, list) else "",
)
def test_each_oddity_has_its_var(
    rows: list[str], settings: dict[str, Any] | None, tmp_path: Path
) -> None:
    vars_found = found(written(tmp_path / "file.csv", *rows))
    if settings is None:
        assert set(vars_found["order_date_format"]) == {"%d-%m-%Y", "%m/%d/%Y"}
    else:
        assert vars_found == settings


@pytest.mark.parametrize("encoding", ["windows-1254", "utf-16", "utf-8-sig"])
def test_the_encoding_is_found(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", HEADER, "1,Şükrü,2024-01-05,5", encoding=encoding)
    assert found(path) == ({} if encoding == "utf-8-sig" else {"file_encoding": encoding})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1254"])
@pytest.mark.parametrize("most_bytes", [180, 181, 182, 183])
def test_of_a_long_file_the_first_rows_are_looked_at(
    encoding: str, most_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the beginning ends, in the middle of a letter too."""
    monkeypatch.setattr(reading, "LOOKED_AT_BYTES", most_bytes)
    rows = ["1,Ş,2024-01-05,5"] * 20
    source = read(written(tmp_path / "long.csv", HEADER, *rows, encoding=encoding))
    assert source.is_long
    assert 0 < len(source.rows) < 20
    assert source.uneven_rows == 0
    assert source.rows == [rows[0].split(",")] * len(source.rows)


def test_parquet_is_read_as_a_build_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "o'clock.parquet"
    duckdb.sql(
        "select range as order_id, 'a' as customer_id, date '2024-01-05' as order_date,"
        " 5.25 as amount, null as status from range(5)"
    ).write_parquet(str(path))
    source = read(path)
    assert source.columns[0] == "order_id"
    assert source.rows[1] == ["1", "a", "2024-01-05", "5.25", ""]
    assert (len(source.rows), source.is_long) == (5, False)
    monkeypatch.setattr(reading, "LOOKED_AT_ROWS", 3)
    source = read(path)
    assert (len(source.rows), source.is_long) == (3, True)


def test_lines_and_headers_are_told_apart(tmp_path: Path) -> None:
    lines = written(tmp_path / "lines.csv", "order_id,sku,price,qty", "1,x,5.00,2")
    headers = written(tmp_path / "orders.csv", "order_id,customer_id,date", "1,a,2024-01-05")
    settings = find([read(headers), read(lines)]).settings
    assert settings["orders_file"] == str(lines)
    assert settings["order_headers_file"] == str(headers)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a text\nof two lines\n", "is no table"),
        (b"order_id,user_id,days_since_prior\n1,2,3\n", "No column for a day and an amount"),
    ],
)
def test_what_is_no_input_is_called_so(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InspectionError, match=words):
        found(path)


@pytest.mark.slow
def test_what_is_found_is_tried_and_written_for_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ["Sipariş No;Müşteri No;Tarih;Tutar", "1;Ş;31.01.2024;1.234,50", "2;;01.02.2024;7,5"]
    path = written(tmp_path / "satis.csv", *rows, encoding="windows-1254")
    code = (
        "import sys; from pathlib import Path;"
        "from omnichannel_rfm.inspecting import __main__ as it;"
        f"it.INPUTS = Path({str(tmp_path)!r}) / 'inputs'; sys.exit(it.main(sys.argv[1:]))"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, str(path), "--write", "shop"],
        env={"PYTHONPATH": str(ROOT / "python"), "PATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert process.returncode == 0, process.stdout + process.stderr
    assert "2 rows, 1 accepted, 1 rejected" in process.stdout
    assert "1 customers, 1 orders, 1,234.50 in all" in process.stdout
    assert "the last month ends on day" not in process.stdout
    text = (tmp_path / "inputs" / "shop.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["file_encoding"] == "windows-1254"
    monkeypatch.setattr(calling, "ROOT", tmp_path)
    assert calling.with_input(["--input", "shop", "--full-refresh"]) == [
        "--full-refresh",
        "--vars",
        text,
    ]
    with pytest.raises(SetUpError, match="is not there"):
        calling.with_input(["--input", "other"])
