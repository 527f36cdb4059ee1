"""Builds with the var statistics on, shared by the tests of clusters and of lifetime value."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, built, dbt, real_file
from filelock import FileLock

pytest.importorskip("fastcluster", reason="`python3 run.py install statistics` installs it")
pytest.importorskip("sklearn", reason="`python3 run.py install statistics` installs it")

# A process of its own: Python models take their settings from YAML, which a forked dbt has read.
PLAIN = (sys.executable, "-c", "from dbt.cli.main import cli; cli()")
CALIBRATION = {"backtest_calibration_end_date": "1997-09-30", "backtest_holdout_weeks": 39}


def cdnow_orders() -> list[tuple[str, str]]:
    """Return customer and day (YYYY-MM-DD) of each order line of the 1/10 sample of CDNOW."""
    lines = real_file("orders/cdnow_sample.txt").read_text(encoding="ascii").splitlines()
    found = []
    for line in lines:
        _, customer, day, *_ = line.split()
        found.append((customer, f"{day[:4]}-{day[4:6]}-{day[6:]}"))
    return found


def write_orders(path: Path) -> Path:
    """Write the order lines of CDNOW as the backtest reads them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "order_date"])
        writer.writerows(cdnow_orders())
    return path


def shared(folder: Path, make: Any) -> Build:
    """Return the build in `folder`, made by whichever of the test processes comes first."""
    output = folder / "output.txt"
    with FileLock(f"{folder}.lock"):
        if not output.exists():
            build = make(folder)
            output.write_text(build.output, encoding="utf-8")
    text = output.read_text(encoding="utf-8")
    return Build(folder, 0, text, folder / "built.duckdb", folder / "published")


@pytest.fixture(scope="session")
def statistics_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that the test processes share."""
    here = tmp_path_factory.getbasetemp()
    return here if worker_id == "master" else here.parent


@pytest.fixture(scope="session")
def flo_statistics(statistics_folder: Path) -> Build:
    """Return the whole build of the real FLO file with statistics, lists and CDNOW's backtest."""
    customers = str(real_file("flo/flo_data_20k_store_type.csv"))

    def make(folder: Path) -> Build:
        folder.mkdir(parents=True)
        orders = write_orders(folder / "cdnow.csv")
        project_vars = {
            "statistics": True,
            "lifetime_value_lists": True,
            "customers_file": customers,
            "backtest_orders_file": str(orders),
            **CALIBRATION,
        }
        return built(folder, project_vars=project_vars, command=PLAIN)

    return shared(statistics_folder / "flo_statistics", make)


@pytest.fixture(scope="session")
def flo_published(flo_statistics: Build, statistics_folder: Path) -> Build:
    """Return the real FLO file again: the published recipe, R, F and M, a small tree.

    On a copy of the first build's file, with the unit tests of the models of statistics. The
    customers have other features, so nothing of the first clusters is carried over.
    """

    def make(folder: Path) -> Build:
        folder.mkdir(parents=True)
        shutil.copy(flo_statistics.database, folder / "built.duckdb")
        project_vars = {
            "statistics": True,
            "lifetime_value_recipe": "published",
            "cluster_recipe": "rfm",
            "ward_sample_customers": 2000,
            "customers_file": str(real_file("flo/flo_data_20k_store_type.csv")),
            "backtest_orders_file": str(flo_statistics.folder / "cdnow.csv"),
            **CALIBRATION,
        }
        build = dbt(
            folder,
            *("build", "--select", "tag:statistics"),
            project_vars=project_vars,
            command=PLAIN,
        )
        assert build.exit_code == 0, build.output
        return build

    return shared(statistics_folder / "flo_published", make)


def table(build: Build, relation: str, order: str) -> str:
    """Return the rows of a relation, but for the run's id, as text."""
    (columns,) = build.query(
        "select list(column_name) from duckdb_columns() where schema_name || '.' || table_name ="
        f" '{relation}' and column_name not in ('run_id', 'analysis_date')"
    )[0]
    rows = build.query(f"select {', '.join(columns)} from {relation} order by {order}")
    return json.dumps(rows, default=str)
