"""Builds of the project for the tests to look at: made once a session, each in its own folder."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from environments import duckdb_folder, pinned_version
from installing import is_installed

ROOT = Path(__file__).resolve().parents[2]
SHARED_DATA = ROOT.parent / "shared" / "data"
SAMPLE = ROOT / "seeds" / "flo_customers.csv"
PROJECT_FOLDERS = (
    "analyses",
    "macros",
    "models",
    "python",
    "seeds",
    "snapshots",
    "tests",
)
# The marts that hold nothing where no row is wrong, nobody is left out and nothing was launched.
EMPTY_MARTS = (
    "campaign_exclusions",
    "campaign_lift",
    "campaign_plan_members",
    "campaign_plans",
    "program_lift",
    "rejected_customers",
    "rejected_records",
)
# The marts of every build, and those that only builds of order lines have besides; the rest is of
# statistics, which has folders of its own.
MARTS, ORDER_MARTS = (
    tuple(
        sorted(
            path.stem
            for path in (ROOT / "models" / "marts").rglob("*.sql")
            if path.parent.name not in {"clusters", "lifetime_value"}
            and ("enabled=" in path.read_text(encoding="utf-8")) is for_orders
        )
    )
    for for_orders in (False, True)
)


# Columns of marts that tell of the run, and of where its input lies.
OF_THE_RUN = {"run_id", "built_at", "input_name", "input_form", "input_files", "is_sample"}

# Builds that take half a minute: whatever looks at them is in `run.py test-slow`.
SLOW_BUILDS = {"cdnow_build", "dbt_build", "flo_published", "flo_statistics"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow builds `slow`, before pytest chooses by markers."""
    for item in items:
        if SLOW_BUILDS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@dataclass
class Build:
    """A finished dbt command: its output and what it left behind."""

    folder: Path
    exit_code: int
    output: str
    database: Path
    published: Path

    @property
    def published_database(self) -> Path:
        """The database file that readers see."""
        return self.published / "current" / "omnichannel_rfm.duckdb"

    @property
    def lists(self) -> Path:
        """The folder of the campaign lists that readers see."""
        return self.published / "current" / "campaign_lists"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the built database, opened read-only."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def rows(self, mart: str) -> list[dict[str, Any]]:
        """Return a mart's rows as dicts, in the order in which the table holds them."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            cursor = connection.execute(f"select * from marts.{mart}")
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def bytes_of(self, mart: str) -> bytes:
        """Return a mart as CSV bytes: header, then the rows as the table holds them.

        The customers have no order of their own and come by id. What two runs on the same rows
        may differ in is left out.
        """
        rows = [
            {name: value for name, value in row.items() if name not in OF_THE_RUN}
            for row in self.rows(mart)
        ]
        if mart == "customer_segments":
            rows.sort(key=lambda row: row["customer_id"].encode())
        lines = [",".join(rows[0])] if rows else []
        lines += [json.dumps([str(value) for value in row.values()]) for row in rows]
        return "\n".join(lines).encode()

    def content(self) -> dict[str, bytes]:
        """Return every mart and every list as bytes, by name."""
        marts = {mart: self.bytes_of(mart) for mart in MARTS}
        lists = {path.name: path.read_bytes() for path in sorted(self.lists.glob("*.csv"))}
        return {**marts, **lists}


def other_duckdb(requirements: str) -> tuple[str, Path]:
    """Return version and folder of the DuckDB release of a list; skip where it is missing."""
    version, folder = pinned_version(requirements, "duckdb"), duckdb_folder(requirements)
    if not is_installed(folder, requirements):
        pytest.skip(f"DuckDB {version} is not installed; `python3 run.py test-slow` installs it")
    return version, folder


def dbt(
    folder: Path,
    *arguments: str,
    project_vars: dict[str, Any] | None = None,
    command: tuple[str, ...] | None = None,
    variables: dict[str, str] | None = None,
    project: Path = ROOT,
) -> Build:
    """Run a dbt command on the project with all it writes kept in `folder`.

    Args:
        folder: where database, published folder, target and logs go; made when missing.
        *arguments: the dbt command and its options.
        project_vars: the vars to give; runs are published in `folder/published`.
        command: how to start dbt; by default the dbt of the running Python, by warm_dbt.py.
        variables: environment variables to add.
        project: the project's folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database, published = folder / "built.duckdb", folder / "published"
    given = {"publish_path": str(published), **(project_vars or {})}
    places = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    arguments = ("--no-use-colors", *arguments, "--vars", json.dumps(given), *places)
    environment = {**os.environ, "OMNICHANNEL_RFM_DATABASE": str(database), **(variables or {})}
    exit_code, output = called(arguments, project, environment, folder / "output.log", command)
    return Build(folder, exit_code, output, database, published)


def called(
    arguments: tuple[str, ...],
    folder: Path,
    variables: dict[str, str],
    output: Path,
    command: tuple[str, ...] | None = None,
) -> tuple[int, str]:
    """Call dbt in `folder` with all its environment variables; return exit code and output.

    By warm_dbt.py, which writes to the file `output`, unless another command starts dbt.
    """
    if command is None and hasattr(os, "fork"):
        return run_warm(arguments, folder, variables, output)
    command = command or (sys.executable, "-c", "from dbt.cli.main import cli; cli()")
    process = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return process.returncode, process.stdout


@cache
def warm_dbt() -> subprocess.Popen[str]:
    """Return the program warm_dbt.py, started when a test process first needs it."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("warm_dbt.py"))],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def run_warm(
    arguments: tuple[str, ...], folder: Path, variables: dict[str, str], output: Path
) -> tuple[int, str]:
    """Run dbt by warm_dbt.py in `folder`; return its exit code and what it printed."""
    request = {"arguments": arguments, "folder": str(folder)}
    request |= {"variables": variables, "output": str(output)}
    server = warm_dbt()
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    answer = server.stdout.readline()
    assert answer, "warm_dbt.py ended; what it printed is above"
    return int(answer), output.read_text(encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def end_of_warm_dbt() -> Iterator[None]:
    """End warm_dbt.py with the test process that started it."""
    yield
    if warm_dbt.cache_info().currsize:
        warm_dbt().communicate()


def built(folder: Path, *options: str, **keywords: Any) -> Build:
    """Run `dbt build` without the unit tests, which look at no data, and expect success."""
    build = dbt(folder, "build", "--exclude-resource-type", "unit_test", *options, **keywords)
    assert build.exit_code == 0, build.output
    return build


def built_models(folder: Path, *models: str, **keywords: Any) -> Build:
    """Build some models with all they stand on and no tests, and expect success."""
    select = [f"+{model}" for model in models]
    return built(folder, "test", "--select", *select, **keywords)


def compiled_models(folder: Path, *models: str, **keywords: Any) -> dict[str, str]:
    """Return the SQL of models by name, compiled without a look at a database.

    Its tables are in the catalog `built`, as in the file `built.duckdb` of a build.
    """
    compiled = dbt(folder, "compile", "--no-introspect", "--select", *models, **keywords)
    assert compiled.exit_code == 0, compiled.output
    files = {path.stem: path for path in (folder / "target" / "compiled").rglob("*.sql")}
    return {model: files[model].read_text(encoding="utf-8") for model in models}


def walked(folder: Path, steps: list[dict[str, Any]]) -> tuple[list[list[str]], str]:
    """Carry out steps by many_builds.py; return each build's problems, and what was printed."""
    plan, results = folder / "plan.json", folder / "results.json"
    plan.write_text(json.dumps(steps), encoding="utf-8")
    process = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("many_builds.py")), str(plan), str(results)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.returncode == 0, process.stdout[-3000:]
    return json.loads(results.read_text(encoding="utf-8")), process.stdout


def copied_project(folder: Path, *more_folders: str) -> Path:
    """Return a copy, for a test to change, of all that dbt reads of the project."""
    for name in (*PROJECT_FOLDERS, *more_folders):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("dbt_project.yml", "profiles.yml", "selectors.yml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def real_file(name: str) -> Path:
    """Return a real file, or skip the test where the folder of real data is absent."""
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the real data is not here: {path} is absent")
    return path


def turkish_extract(path: Path) -> Path:
    """Write the sample as a Turkish Excel saves it, and return its path."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name, text in row.items():
            if "date" in name:
                row[name] = ".".join(reversed(text.split("-")))
            elif name.startswith(("order_num", "customer_value")):
                row[name] = f"{Decimal(text):,.2f}".translate(str.maketrans(",.", ".,"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Build]:
    """Return a function that makes a successful build of given vars, or finds it made before.

    Whichever of the test processes comes first makes it; the others wait and share it.
    """
    here = tmp_path_factory.getbasetemp()
    shared = here if worker_id == "master" else here.parent

    def build(**project_vars: Any) -> Build:
        key = json.dumps(project_vars, sort_keys=True)
        folder = shared / f"build_{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        output = folder / "output.txt"
        with FileLock(f"{folder}.lock"):
            if not output.exists():
                made = built(folder, project_vars=project_vars)
                output.write_text(made.output, encoding="utf-8")
        text = output.read_text(encoding="utf-8")
        return Build(folder, 0, text, folder / "built.duckdb", folder / "published")

    return build


@pytest.fixture(scope="session")
def sample_build(builds: Callable[..., Build]) -> Build:
    """Return the build of the shipped synthetic sample with all defaults."""
    return builds()


@pytest.fixture(scope="session")
def order_build(builds: Callable[..., Build]) -> Build:
    """Return the build of the shipped sample of order lines."""
    return builds(order_sample=True)


@pytest.fixture(scope="session")
def real_12_build(builds: Callable[..., Build]) -> Build:
    """Return the build of the real file with 12 columns."""
    return builds(customers_file=str(real_file("flo/flo_data_20k.csv")))


@pytest.fixture(scope="session")
def real_13_build(builds: Callable[..., Build]) -> Build:
    """Return the build of the real file with 13 columns."""
    return builds(customers_file=str(real_file("flo/flo_data_20k_store_type.csv")))


@pytest.fixture(scope="session")
def real_quantile_build(builds: Callable[..., Build]) -> Build:
    """Return the build of the real file scored as the published notebooks score it."""
    file = str(real_file("flo/flo_data_20k_store_type.csv"))
    return builds(customers_file=file, scoring_method="quantile")
