"""Say whether the peers and the dbt project give the same.

That is every customer's segment, the profiles of the segments, and the campaign lists or, of order
lines, who moved from which segment to which.

Usage:
    .venv/bin/python benchmarks/check.py --rows 1000000
    .venv/bin/python benchmarks/check.py --rows 1000000 --form history

The input is made, all programs run on it once, and what they wrote is compared with that of the
first, DuckDB by hand. It ends with exit code 1 and the differences if there are any.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

from generate import FILE_OPTIONS, generate
from generate_orders import FIRST_DAY, generate_orders

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"
PUBLISH_VAR = "publish_path"
PROFILES = "segment_profiles.csv"
SEGMENTS = "customer_segments.csv"
MIGRATIONS = "segment_migrations.csv"

# What a peer writes, out of the marts.
TABLES = {
    PROFILES: """
        select
            segment, customers, revenue, total_monetary_score,
            mean_recency_days, median_recency_days, mean_frequency, median_frequency,
            mean_monetary, median_monetary
        from marts.segment_profiles
        left join (
            select segment, sum(monetary_score) as total_monetary_score
            from marts.customer_segments
            group by segment
        ) as scores using (segment)
        order by segment
    """,
    SEGMENTS: "select customer_id, segment from marts.customer_segments order by customer_id",
    MIGRATIONS: """
        select as_of_date, from_segment, to_segment, customers, revenue
        from marts.segment_migrations
        order by as_of_date, from_segment, to_segment
    """,
}

# Revenue is in whole cents and medians in half ones, so a float comes out exact when it is
# rounded. Means may differ by one in the eighth place: dbt rounds there, floats are off later.
EXACT = Decimal("0.0001")
MEAN_TOLERANCE = Decimal("0.00000001")


@dataclass(frozen=True)
class Form:
    """A form of the work: what is read, and who does it."""

    rows: str
    generate: Callable[[int, str, Path], int]
    input_var: str
    # The first is what all others are compared with.
    peers: tuple[str, ...]
    # More vars of dbt, and arguments of the peers.
    project_vars: Mapping[str, str] = field(default_factory=dict)
    peer_options: tuple[str, ...] = ()

    @property
    def input_name(self) -> str:
        """Return what the files of the input begin with."""
        return self.input_var.removesuffix("_file")


CUSTOMERS = Form(
    "customers",
    generate,
    "customers_file",
    ("duckdb_fused", "polars_streaming", "polars_like_work", "pandas_tuned", "pandas_notebook"),
)
ORDERS = Form(
    "order lines",
    generate_orders,
    "orders_file",
    ("duckdb_orders", "polars_orders"),
    # No month's end is before the first order, so that only the day itself is scored.
    project_vars={"history_to": FIRST_DAY},
)
HISTORY = Form(
    "order lines with every month's segments",
    generate_orders,
    "orders_file",
    ORDERS.peers,
    peer_options=("--history",),
)
FORMS = {"customers": CUSTOMERS, "orders": ORDERS, "history": HISTORY}


class BenchmarkError(Exception):
    """A program failed or a result is wrong; the message says which and how."""


def peer_command(name: str, extract: Path, output: Path, form: Form = CUSTOMERS) -> list[str]:
    """Return the command that runs one peer."""
    script = str(PEERS / f"{name}.py")
    arguments = ["--input", str(extract), "--output", str(output), *form.peer_options]
    return [sys.executable, script, *arguments]


def dbt_command(extract: Path, folder: Path, *command: str, form: Form = CUSTOMERS) -> list[str]:
    """Return the dbt command that reads an extract and writes to a folder and nowhere else.

    It is started in the project's folder with `dbt_variables(folder)`. It publishes in
    `folder/published`, the rest goes to `folder/target` and `folder/logs`.
    """
    project_vars = {form.input_var: str(extract), **form.project_vars}
    project_vars[PUBLISH_VAR] = str(folder / "published")
    return [
        *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors"),
        *(*command, "--vars", json.dumps(project_vars)),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
    ]


def dbt_variables(folder: Path) -> dict[str, str]:
    """Return the environment variables of a dbt command: its database is in the folder."""
    return {"OMNICHANNEL_RFM_DATABASE": str(database(folder))}


def campaign_lists(folder: Path) -> Path:
    """Return the folder of the campaign lists that dbt has published in a folder."""
    return folder / "published" / "current" / "campaign_lists"


def database(folder: Path) -> Path:
    """Return the path of the database that dbt builds in a folder."""
    return folder / "built.duckdb"


def run(command: list[str], log: Path, cwd: Path, variables: Mapping[str, str]) -> None:
    """Run a program to its end.

    Raises:
        BenchmarkError: it failed; the message has its last lines.
    """
    with log.open("wb") as file:
        process = subprocess.run(
            command, cwd=cwd, env={**os.environ, **variables}, stdout=file, stderr=file
        )
    if process.returncode != 0:
        raise BenchmarkError(failure(command, log))


def failure(command: list[str], log: Path) -> str:
    """Return what to say of a program that failed."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    tail = "\n".join(f"    {line}" for line in lines[-15:])
    return f"this command failed: {' '.join(command)}\n{tail}"


def export_dbt(folder: Path, output: Path, files: Sequence[str]) -> None:
    """Write what dbt has built and published in a folder as the files that a peer writes.

    Args:
        folder: where dbt wrote to.
        output: the folder to write to; it must not exist.
        files: what to write besides the profiles.
    """
    output.mkdir()
    with duckdb.connect(str(database(folder)), read_only=True) as connection:
        for file in (PROFILES, *files):
            target = output / file
            if file in TABLES:
                query = f"copy ({TABLES[file]}) to '{target}' (format csv, header true)"
                connection.execute(query)
            else:
                shutil.copy(campaign_lists(folder) / file, target)


def profiles(folder: Path) -> list[dict[str, str | Decimal]]:
    """Return the rows of the profiles that a program wrote, numbers rounded to four places."""
    with (folder / PROFILES).open(encoding="utf-8", newline="") as file:
        return [
            {
                name: text
                if name == "segment"
                else Decimal(text)
                if name.startswith("mean_")
                else Decimal(text).quantize(EXACT)
                for name, text in row.items()
            }
            for row in csv.DictReader(file)
        ]


def is_same(left: str | Decimal, right: str | Decimal, name: str) -> bool:
    """Compare two values of one column of the profiles."""
    if name.startswith("mean_"):
        return abs(left - right) <= MEAN_TOLERANCE
    return left == right


def differences(folders: Mapping[str, Path], files: Sequence[str]) -> list[str]:
    """Return in what the programs differ from the first one, as sentences.

    Args:
        folders: name of a program and the folder it wrote to.
        files: the files that must be the same byte for byte.
    """
    found = []
    reference = next(iter(folders))
    expected = profiles(folders[reference])
    for name, folder in folders.items():
        given = profiles(folder)
        if [row["segment"] for row in given] != [row["segment"] for row in expected]:
            found.append(f"{name}: other segments than {reference}")
        else:
            for left, right in zip(given, expected, strict=True):
                found += [
                    f"{name}: {column} of {left['segment']} is {left[column]},"
                    f" {reference} has {right[column]}"
                    for column in right
                    if not is_same(left[column], right[column], column)
                ]
        for file in files:
            if (folder / file).read_bytes() != (folders[reference] / file).read_bytes():
                found.append(f"{name}: {file} differs from that of {reference}")
    return found


def compared_files(form: Form) -> list[str]:
    """Return the names of the files, but the profiles, that all contestants write."""
    if form.input_var == "orders_file":
        return [MIGRATIONS] if form is HISTORY else []
    with (ROOT / "seeds" / "campaigns.csv").open(encoding="utf-8", newline="") as file:
        return [row["export_file"] for row in csv.DictReader(file)]


def run_peers(extract: Path, scratch: Path, form: Form = CUSTOMERS) -> dict[str, Path]:
    """Run every peer once and return the folders of their results, by name."""
    folders = {}
    for name in form.peers:
        folder = folders[name] = scratch / name
        folder.mkdir(parents=True)
        command = [*peer_command(name, extract, folder, form), "--write-segments"]
        run(command, scratch / f"{name}.log", folder, {})
    return folders


def check(extract: Path, scratch: Path, form: Form) -> list[str]:
    """Run everything on an extract and return the differences."""
    folders = run_peers(extract, scratch, form)
    folder = scratch / "dbt"
    folder.mkdir()
    command = dbt_command(
        *(extract, folder, "build", "--exclude-resource-type", "test", "unit_test"), form=form
    )
    run(command, scratch / "dbt.log", ROOT, dbt_variables(folder))
    files = [*compared_files(form), SEGMENTS]
    folders["dbt"] = folder / "results"
    export_dbt(folder, folders["dbt"], files)
    return differences(folders, files)


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare the peers and the dbt project.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), default="csv")
    parser.add_argument("--form", choices=FORMS, default="customers")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one size as the command line says."""
    options = parse_arguments(arguments)
    form = FORMS[options.form]
    with tempfile.TemporaryDirectory() as scratch:
        extract = Path(scratch, f"{form.input_name}.{options.format}")
        form.generate(options.rows, options.format, extract)
        try:
            found = check(extract, Path(scratch, "results"), form)
        except BenchmarkError as error:
            sys.exit(f"check.py: {error}")
    print("\n".join(found) or f"{options.rows:,} {form.rows}: all programs agree.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
