"""Do the whole work without dbt: every model and data test as dbt compiles it, one after the other.

Usage, once `python3 run.py benchmark` has installed the packages:
    .venv/bin/python benchmarks/statements.py --rows 10000000
    .venv/bin/python benchmarks/statements.py --rows 1000000 --form history

The statements are the project's own, so this script cannot drift from it. Each is timed alone, in
seconds of processor time of all threads, which says where the work is; dbt's own time, the hooks
and the publishing are left out. A data test that finds a row stops the script with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import yaml

from check import FORMS, ROOT, BenchmarkError, Form, database, dbt_command, run
from compare import HERE, make_extract, say, table
from generate import FILE_OPTIONS

LEAST_SECONDS = 0.3


@dataclass(frozen=True)
class Statement:
    """One model or data test and what it took: seconds of processor time and by the clock."""

    kind: str
    name: str
    cpu: float
    wall: float


def compile_project(extract: Path, folder: Path, form: Form) -> dict:
    """Load the seeds into a new database, compile everything else, and return the manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    variables = {"OMNICHANNEL_RFM_DATABASE": str(database(folder))}
    for command in ("seed", "compile"):
        started = dbt_command(extract, folder, command, form=form)
        run(started, folder / f"{command}.log", ROOT, variables)
    return json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))


def in_order(manifest: dict) -> Iterator[dict]:
    """Return the models and data tests, each behind all that it reads."""
    nodes = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "test") and node.get("compiled")
    }
    graph = {name: sorted(set(manifest["parent_map"][name]) & set(nodes)) for name in sorted(nodes)}
    return (nodes[name] for name in TopologicalSorter(graph).static_order())


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open the database as the project's profile does."""
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    target = profile["omnichannel_rfm"]["outputs"]["duckdb"]
    options = {name: text for name, text in target["config_options"].items() if "{{" not in text}
    connection = duckdb.connect(str(database(folder)), config=options)
    for name, value in target["settings"].items():
        connection.execute(f"set global {name} = '{value}'")
    return connection


def execute(connection: duckdb.DuckDBPyConnection, node: dict) -> Statement:
    """Run one statement and return what it took.

    Raises:
        BenchmarkError: a data test has found a row.
    """
    code = node["compiled_code"]
    started, clock = time.process_time(), time.monotonic()
    if node["resource_type"] == "test":
        failures = connection.execute(f"select count(*) from (\n{code}\n)").fetchone()[0]
        if failures:
            raise BenchmarkError(f"{node['name']} finds {failures} rows")
    else:
        connection.execute(f'create schema if not exists "{node["schema"]}"')
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        connection.execute(f"create {kind} {node['relation_name']} as\n{code}")
    seconds = time.process_time() - started
    return Statement(node["resource_type"], node["name"], seconds, time.monotonic() - clock)


def report(statements: Sequence[Statement]) -> Iterator[str]:
    """Return Markdown: the sums, and every statement that takes long."""
    sums = []
    for kind in ("model", "test"):
        chosen = [one for one in statements if one.kind == kind]
        total = f"{sum(one.cpu for one in chosen):.1f}", f"{sum(one.wall for one in chosen):.1f}"
        sums.append((f"{kind}s", str(len(chosen)), *total))
    yield from table(("statements", "number", "CPU, s", "wall, s"), sums)
    yield ""
    longest = sorted(statements, key=lambda one: -one.cpu)
    yield from table(
        ("longest", "CPU, s", "wall, s"),
        [
            (f"`{one.name}`", f"{one.cpu:.1f}", f"{one.wall:.1f}")
            for one in longest
            if one.cpu >= LEAST_SECONDS
        ],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the statements as the command line says."""
    parser = argparse.ArgumentParser(description="Time every statement of the project alone.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), default="csv")
    parser.add_argument("--form", choices=FORMS, default="customers", help="what the rows are")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of the extracts")
    parser.add_argument(
        "--folder", type=Path, default=HERE / "results" / "statements", help="of the database"
    )
    options = parser.parse_args(arguments)
    form = FORMS[options.form]
    folder = options.folder.resolve()
    try:
        extract = make_extract(options.data.resolve(), options.rows, options.format, form)
        say("compiling")
        manifest = compile_project(extract, folder, form)
        with connect(folder) as connection:
            statements = [execute(connection, node) for node in in_order(manifest)]
    except BenchmarkError as error:
        print(f"statements.py: {error}", file=sys.stderr)
        return 1
    print("\n".join(report(statements)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
