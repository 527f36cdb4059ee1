"""A part of the marts is built, with its tests, where nothing has been built before.

dbt selects a data test with any of the models that it reads, and these tests select as dbt does by
default. A test that compares several is then not asked, and says so: macro `reads_what_is_built`.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import EMPTY_MARTS, MARTS, ORDER_MARTS, ROOT, SAMPLE, Build, dbt, walked

GUARD = "macro.omnichannel_rfm.reads_what_is_built"
NOT_ASKED = re.compile(r"(\w+) is not asked: not built with the rest: (.*)\.")


def beginning(file: Path, rows: int, path: Path) -> str:
    """Write header and first rows of a CSV file to `path`; return its name."""
    with file.open(encoding="utf-8", newline="") as lines, path.open("w", newline="") as short:
        csv.writer(short).writerows(itertools.islice(csv.reader(lines), rows + 1))
    return str(path)


@pytest.mark.slow
def test_a_mart_is_built_and_tested_alone(tmp_path: Path) -> None:
    """What compares it with marts that are absent, or there of other customers, is not asked."""
    other = {"customers_file": beginning(SAMPLE, 100, tmp_path / "other.csv")}
    first = dbt(
        *(tmp_path, "build", "--select", "+rf_grid", "--exclude-resource-type", "unit_test"),
        project_vars=other,
    )
    assert first.exit_code == 0, first.output
    assert re.search(r"PASS=\d+ WARN=0 ERROR=0 SKIP=0", first.output), first.output

    select = ("--select", "+customer_segments", "--exclude-resource-type", "unit_test")
    given = {"customers_file": beginning(SAMPLE, 200, tmp_path / "customers.csv")}
    build = dbt(tmp_path, "build", *select, project_vars=given)
    assert build.exit_code == 0, build.output
    not_asked = {test: set(models.split(", ")) for test, models in NOT_ASKED.findall(build.output)}
    assert not_asked["totals_are_preserved_through_every_layer"] >= {"rf_grid", "segment_profiles"}
    assert not_asked["rows_read_are_accepted_or_rejected"] == {"rejected_customers"}
    assert "customer_segments_is_sound" not in not_asked
    assert build.query("select count(*) from marts.customer_segments") == [(200,)]

    # Nothing is built anew here: what is there is read, and what is absent is not.
    test = dbt(tmp_path, "test", *select, project_vars=given)
    assert test.exit_code == 0, test.output
    not_asked = {test: set(models.split(", ")) for test, models in NOT_ASKED.findall(test.output)}
    assert "rf_grid" not in not_asked["totals_are_preserved_through_every_layer"]
    assert not_asked["rows_read_are_accepted_or_rejected"] == {"rejected_customers"}


def test_every_test_of_several_models_asks_what_is_built(
    sample_build: Build, order_build: Build
) -> None:
    found = set()
    for build in (sample_build, order_build):
        text = (build.folder / "target" / "manifest.json").read_text(encoding="utf-8")
        manifest = json.loads(text)
        for node in manifest["nodes"].values():
            if node["resource_type"] != "test" or len(set(node["depends_on"]["nodes"])) < 2:
                continue
            macros = set(node["depends_on"]["macros"])
            for macro in list(macros):
                macros.update(manifest["macros"][macro]["depends_on"]["macros"])
            assert GUARD in macros, node["name"]
            found.add(node["name"])
        assert not NOT_ASKED.search(build.output)
    assert len(found) > 8


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "marts"),
    [
        ({"customers_file": (SAMPLE, 300)}, MARTS),
        (
            {"orders_file": (ROOT / "seeds" / "order_lines.csv", 3000), "history_grain": "quarter"},
            (*MARTS, *ORDER_MARTS),
        ),
    ],
    ids=["customers", "orders"],
)
def test_each_mart_is_built_and_tested_alone(
    given: dict[str, Any], marts: tuple[str, ...], tmp_path: Path
) -> None:
    project_vars = {
        name: beginning(*value, tmp_path / "input.csv") if isinstance(value, tuple) else value
        for name, value in given.items()
    }
    steps: list[dict[str, Any]] = [{"parse": project_vars}]
    for mart in marts:
        (tmp_path / mart).mkdir()
        # Unit tests look at no data: those of one mart's models say whether an empty base will do.
        left_out = () if mart == marts[-1] else ("--exclude-resource-type", "unit_test")
        steps.append(
            {
                "build": ["--select", f"+{mart}", *left_out],
                "vars": project_vars,
                "database": str(tmp_path / mart / "built.duckdb"),
            }
        )
    problems, _ = walked(tmp_path, steps)
    assert dict(zip(marts, problems, strict=True)) == {mart: [] for mart in marts}
    for mart in marts:
        with duckdb.connect(str(tmp_path / mart / "built.duckdb"), read_only=True) as connection:
            rows = connection.execute(f"from marts.{mart}").fetchall()
        assert rows or mart in (*EMPTY_MARTS, "rejected_order_lines"), mart
