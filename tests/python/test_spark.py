"""Spark: a cluster of a master and two workers builds the same marts and lists as DuckDB."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import MARTS, OF_THE_RUN, ORDER_MARTS, ROOT, SAMPLE, SHARED_DATA, Build
from test_history import EXTRACT_DAYS, FIRST_RUN_ENDS, write_extracts, write_lines
from test_input import BAD_ROWS, GOOD_ROW
from test_names import (
    CUSTOMER,
    CUSTOMER_NAMES,
    EXPECTED_CUSTOMER,
    ODD,
    customer_columns,
    write_row,
)

import spark_cluster
from environments import SPARK
from installing import is_installed
from spark_cluster import Cluster

pytestmark = pytest.mark.spark

DRIVER = ROOT / "tests" / "python" / "spark_driver.py"
WORKERS = 2
REAL_FILE = SHARED_DATA / "flo" / "flo_data_20k_store_type.csv"

# Days of one customer table: a changes, b goes, c comes, and 2 is told twice.
HISTORY_PROJECT = {
    "dbt_project.yml": """
name: history
profile: omnichannel_rfm
vars:
  day: null
""",
    "models/customers.sql": """
select customer_id, segment, cast('2021-06-0{{ var("day") }}' as date) as analysis_date
from (
    select 1 as day, 'a' as customer_id, 'loyal' as segment
    union all select 1, 'b', 'new'
    union all select 2, 'a', 'at_risk'
    union all select 2, 'c', 'new'
) as days
where day = {{ var("day") }}
""",
    "models/segment_history.sql": """
{{ config(
    materialized='incremental',
    file_format='iceberg',
    incremental_strategy='merge',
    unique_key=['customer_id', 'analysis_date'],
    partition_by='analysis_date'
) }}
select * from {{ ref('customers') }}
""",
    "snapshots/segment_changes.yml": """
snapshots:
  - name: segment_changes
    relation: ref('customers')
    config:
      unique_key: customer_id
      strategy: check
      check_cols: [segment]
      hard_deletes: invalidate
      file_format: iceberg
""",
}


# --- the cluster and what it is asked ----------------------------------------------------


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start a master and two workers for all tests, or skip them where something is missing."""
    if not is_installed(SPARK, "spark"):
        pytest.skip("Spark is not installed; `python3 run.py test-spark` installs it")
    lacking = spark_cluster.missing()
    if lacking:
        pytest.skip(lacking)
    folder = tmp_path_factory.mktemp("spark")
    with spark_cluster.running_cluster(SPARK, folder, WORKERS) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def customers_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a CSV file of the real rows or else of the sample, all bad rows, and odd ids."""
    rows = [{**GOOD_ROW, "master_id": f"bad_{i}"} | bad for i, (bad, _) in enumerate(BAD_ROWS)]
    rows += [GOOD_ROW | {"master_id": "copied"}] * 3
    rows += [GOOD_ROW | {"master_id": "copied", "order_num_total_ever_online": "4.0"}]
    rows += [GOOD_ROW | {"master_id": "disputed", "store_type": kind} for kind in "AB"]
    ids = ["a,b", 'a"b', "#1", "a#", "it's", "back\\slash", "100%", "Ä", "ä", "B", "İ", "\x85"]
    rows += [GOOD_ROW | {"master_id": f"{text}_{i}"} for i, text in enumerate(ids)]
    file = tmp_path_factory.mktemp("customers") / "customers.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        target.write((REAL_FILE if REAL_FILE.exists() else SAMPLE).read_text(encoding="utf-8"))
        csv.DictWriter(target, list(GOOD_ROW), lineterminator="\n").writerows(rows)
    return file


@pytest.fixture(scope="session")
def results(
    cluster: Cluster, customers_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Carry out all dbt commands in one session; return their results and the folder of tables."""
    folder = tmp_path_factory.mktemp("session")
    history = folder / "history"
    for name, text in HISTORY_PROJECT.items():
        (history / name).parent.mkdir(parents=True, exist_ok=True)
        (history / name).write_text(text, encoding="utf-8")

    def command(*arguments: str, project: Path = ROOT, **project_vars: Any) -> dict[str, Any]:
        places = ("--profiles-dir", str(ROOT), "--project-dir", str(project))
        written = folder / project.name
        options = ("--target-path", str(written / "target"), "--log-path", str(written / "logs"))
        given = ("--target", "spark", "--vars", json.dumps(project_vars))
        return {"dbt": [*arguments, *places, *options, *given]}

    def on_day(day: int) -> dict[str, Any]:
        return command("build", project=history, day=day)

    def write(name: str, *tables: str) -> dict[str, Any]:
        return {"write": {table: str(folder / name / table.split(".")[-1]) for table in tables}}

    no_tests = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")

    def load(file: Path, table: str, **project_vars: Any) -> dict[str, Any]:
        given = json.dumps({"path": str(file), "table": table, "multiline": True})
        return command("run-operation", "load_customers", "--args", given, **project_vars)

    def extract(
        file: Path, day: date, *options: str, name: str | None = None
    ) -> dict[str, dict[str, Any]]:
        """Load an extract and keep its segments; the whole history of the lines goes first."""
        name = name or str(day)
        marts = ("+segment_moves", "+segment_migrations", "+customer_segments")
        given = {"customers_table": "raw.extract", "analysis_date": str(day)}
        given["snapshot_segments"] = True
        return {
            f"load {name}": load(file, "raw.extract"),
            f"extract {name}": command("build", *no_tests, "--select", *marts, *options, **given),
            f"segments {name}": write(f"extract_{name}", "marts.customer_segments"),
        }

    early_lines, all_lines = write_lines(folder)
    first_day, second_day = EXTRACT_DAYS
    first_extract, second_extract = write_extracts(folder)
    history_tables = ("marts.customer_segments_history", "marts.segment_moves")
    no_unit_tests = ("build", "--exclude-resource-type", "unit_test")
    given = {"customers_table": "raw.customers", "max_rejected_share": 1}
    odd_file = write_row(folder / ODD / "c.csv", "'", customer_columns())
    odd_names = {"customers_table": "raw.odd", "customer_columns": CUSTOMER_NAMES}
    plan = {
        "sample": command(*no_unit_tests),
        "sample again": command(*no_unit_tests),
        "sample's marts": write("sample", *(f"marts.{mart}" for mart in MARTS)),
        "day 1": on_day(1),
        "day 1 again": on_day(1),
        "day 2": on_day(2),
        "history": write("history", "public.segment_history", "public.segment_changes"),
        "load early lines": load(early_lines, "raw.order_lines"),
        "early lines": command(
            *("build", *no_tests, "--select", "+customer_segments_history"),
            orders_table="raw.order_lines",
            analysis_date=str(FIRST_RUN_ENDS),
        ),
        "early history": write("early", "marts.customer_segments_history"),
        "load all lines": load(all_lines, "raw.order_lines"),
        "all lines": command(*no_unit_tests, orders_table="raw.order_lines", history_late_days=150),
        "all lines' marts": write("lines", *(f"marts.{mart}" for mart in MARTS + ORDER_MARTS)),
        # The later date is built first, and once more with the extract that belongs to it.
        **extract(first_extract, second_day, "--full-refresh", name="too early"),
        **extract(first_extract, first_day),
        **extract(second_extract, second_day),
        "extracts": write("extracts", *history_tables),
        "load odd names": load(odd_file, "raw.odd", csv_delimiter="'"),
        "odd names": command("run", "--select", "stg_flo__customers", **odd_names),
        "odd names' row": write("odd", "staging.stg_flo__customers"),
        # Last, as the lists are written of what the marts hold then.
        "load": load(customers_file, "raw.customers"),
        "file": command("run", **given),
        "file's marts": write("file", *(f"marts.{mart}" for mart in MARTS)),
    }
    plan_file, results_file = folder / "plan.json", folder / "results.json"
    plan_file.write_text(json.dumps(list(plan.values())), encoding="utf-8")
    process = subprocess.run(
        [cluster.python, DRIVER, plan_file, results_file],
        cwd=folder,
        env=cluster.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    done = json.loads(results_file.read_text("utf-8")) if results_file.exists() else []
    for name, result in zip(plan, done, strict=False):
        assert result["success"], (name, result)
    assert len(done) == len(plan), process.stdout[-10_000:]
    return {"folder": folder, **dict(zip(plan, done, strict=True))}


def written(results: dict[str, Any], name: str, table: str) -> str:
    """Return the SQL of a table that the session has written."""
    return f"read_parquet('{results['folder'] / name / table}/*.parquet')"


def content(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[list[str], Counter]:
    """Return columns with their types, and rows as text, however often each occurs.

    As text, 1.50 is not 1.5. What two runs on the same rows may differ in is left out.
    """
    cursor = connection.execute(
        f"select columns(lambda name: not list_contains($1, name)) from {table}",
        [sorted(OF_THE_RUN)],
    )
    columns = [f"{column[0]} {column[1]}" for column in cursor.description]
    rows = Counter(
        tuple(None if value is None else str(value) for value in row) for row in cursor.fetchall()
    )
    return columns, rows


def assert_same_marts(
    results: dict[str, Any], name: str, build: Build, marts: tuple[str, ...] = MARTS
) -> None:
    with duckdb.connect(str(build.database), read_only=True) as ours, duckdb.connect() as theirs:
        for mart in marts:
            columns, rows = content(ours, f"marts.{mart}")
            found_columns, found = content(theirs, written(results, name, mart))
            assert found_columns == columns, mart
            # The few that differ, not twenty thousand that do not.
            assert (found - rows, rows - found) == (Counter(), Counter()), mart


# --- the same as on DuckDB ---------------------------------------------------------------


def test_every_model_and_test_passes_twice(results: dict[str, Any]) -> None:
    first, again = results["sample"]["nodes"], results["sample again"]["nodes"]
    assert first == again
    assert set(MARTS) < set(first)
    assert set(first.values()) <= {"success", "pass", "no-op"}
    assert list(first.values()).count("pass") >= 40


def test_marts_of_the_sample_are_those_of_duckdb(
    results: dict[str, Any], sample_build: Build
) -> None:
    assert_same_marts(results, "sample", sample_build)


def test_marts_of_a_file_with_every_kind_of_row_are_those_of_duckdb(
    results: dict[str, Any], customers_file: Path, builds: Callable[..., Build]
) -> None:
    build = builds(customers_file=str(customers_file), max_rejected_share=1)
    ((rejected,),) = build.query("select count(*) from marts.rejected_customers")
    assert rejected > len(BAD_ROWS)
    assert_same_marts(results, "file", build)


def test_odd_names_of_columns_are_loaded_and_read(results: dict[str, Any]) -> None:
    table = written(results, "odd", "stg_flo__customers")
    query = CUSTOMER.replace("staging.stg_flo__customers", table)
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall() == EXPECTED_CUSTOMER


def test_order_lines_in_two_runs_give_the_marts_of_duckdb_in_one(
    results: dict[str, Any], order_build: Build
) -> None:
    """The second run adds dates, scores those of late orders again, and leaves the others."""
    assert set(results["all lines"]["nodes"].values()) <= {"success", "pass", "no-op"}
    assert_same_marts(results, "lines", order_build, MARTS + ORDER_MARTS)
    history = "customer_segments_history"
    early, late = written(results, "early", history), written(results, "lines", history)
    with duckdb.connect() as connection:
        before, after = (
            connection.execute(
                f"select as_of_date, any_value(run_id), count(distinct run_id) from {table}"
                " group by all order by all"
            ).fetchall()
            for table in (early, late)
        )
        kept = [row for row in before if row[0] < date(2021, 1, 1)]
        assert after[: len(kept)] == kept
        assert len(kept) == len(before) - 1
        assert len(after) == len(before) + 4
        assert {row[2] for row in after} == {1}
        assert {row[1] for row in after[len(kept) :]} == {after[-1][1]} != {kept[0][1]}
        late_orders = connection.execute(
            f"select count(*) from (select * exclude (run_id) from {late} where as_of_date ="
            f" '{FIRST_RUN_ENDS}' except select * exclude (run_id) from {early})"
        ).fetchall()
    assert late_orders[0][0] > 0


def test_a_customer_extract_keeps_its_past_by_a_snapshot(results: dict[str, Any]) -> None:
    with duckdb.connect() as connection:
        segments = {
            day: dict(
                connection.execute(
                    "select customer_id, segment from "
                    + written(results, f"extract_{day}", "customer_segments")
                ).fetchall()
            )
            for day in EXTRACT_DAYS
        }
        history = connection.execute(
            "select as_of_date, customer_id, segment from "
            + written(results, "extracts", "customer_segments_history")
        ).fetchall()
        moves = connection.execute(
            f"select customer_id from {written(results, 'extracts', 'segment_moves')}"
        ).fetchall()
    assert len(history) == 800
    assert set(history) == {(d, c, s) for d, found in segments.items() for c, s in found.items()}
    before, after = segments.values()
    moved = {customer for customer in after if after[customer] != before[customer]}
    assert moved
    assert {customer for (customer,) in moves} == moved


def test_lists_are_those_of_duckdb(
    cluster: Cluster,
    results: dict[str, Any],
    customers_file: Path,
    builds: Callable[..., Build],
    tmp_path: Path,
) -> None:
    project_vars = {"publish_path": str(tmp_path), "customers_table": "raw.customers"}
    process = subprocess.run(
        [
            *(cluster.python, ROOT / "python" / "omnichannel_rfm" / "campaign_lists.py"),
            *("--target", "spark", "--vars", json.dumps(project_vars)),
            *("--target-path", tmp_path / "target", "--log-path", tmp_path / "logs"),
        ],
        cwd=ROOT,
        env=cluster.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.returncode == 0, process.stdout
    build = builds(customers_file=str(customers_file), max_rejected_share=1)
    lists = {path.name: path.read_bytes() for path in build.lists.iterdir()}
    written_lists = tmp_path / "spark" / "current" / "campaign_lists"
    assert lists
    assert {path.name: path.read_bytes() for path in written_lists.iterdir()} == lists


# --- the cluster -------------------------------------------------------------------------


def test_every_executor_did_a_part_of_the_work(cluster: Cluster, results: dict[str, Any]) -> None:
    for number in range(1, WORKERS + 1):
        assert "Asked to launch executor" in cluster.log(f"worker_{number}")
        assert cluster.finished_tasks(number) > 100


def test_incremental_models_merge_and_snapshots_keep_what_was(results: dict[str, Any]) -> None:
    history = written(results, "history", "segment_history")
    changes = written(results, "history", "segment_changes")
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select substr(cast(analysis_date as varchar), 9), customer_id, segment"
            f" from {history} order by all"
        ).fetchall()
        versions = connection.execute(
            f"select customer_id, segment, dbt_valid_to is null from {changes} order by all"
        ).fetchall()
    assert rows == [
        ("01", "a", "loyal"),
        ("01", "b", "new"),
        ("02", "a", "at_risk"),
        ("02", "c", "new"),
    ]
    assert versions == [
        ("a", "at_risk", True),
        ("a", "loyal", False),
        ("b", "new", False),
        ("c", "new", True),
    ]
