"""Compare `dbt build` of this project with dbt's own time for as many empty nodes.

    python3 run.py compat
    .venv/bin/python -m benchmarks.dbt_start

The peer is made from the project's manifest: as many seeds, views, tables, data tests, unit
tests, exposures and hooks, the same parents, the same flags and threads, and nothing in them:
a model is `select 1 as x`, a data test `select 1 where false`. Both are built in turn, warm
(dbt's bytecode, the parsed project and the database file are there from a first build), and
the ratio is the median of the ratios of each pair. Runs on Linux and macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import environments  # noqa: E402
from installing import SetUpError, child_environment  # noqa: E402

PROJECT_FOLDERS = ("macros", "models", "python", "seeds", "tests")
PROJECT_FILES = ("dbt_project.yml", "profiles.yml", "selectors.yml")

# Saved queries are counted, but nothing is done for them; the empty project has no metrics.
DBT_1_OPTIONS = ("--exclude-resource-type", "saved_query")

# What 2.0.0a4 cannot do of this project: Python plugins, vars that a unit test does not
# override, and the types that its analysis of the SQL expects.
DBT_2_OPTIONS = ("--static-analysis", "off", "--exclude-resource-type", "unit_test")
DBT_2_VARS = {"publish_path": None}


@dataclass(frozen=True)
class Engine:
    """One release of dbt: how to start it, and what has to be switched off for it."""

    name: str
    command: tuple[str, ...]
    variables: dict[str, str]
    options: tuple[str, ...] = ()
    project_vars: dict[str, Any] | None = None


@dataclass(frozen=True)
class Cost:
    """What one build took, in seconds: on the clock, and of processors."""

    wall: float
    cpu: float


# --- the empty project ----------------------------------------------------------------


def name_of(unique_id: str) -> str:
    """Return the name in a unique id: `segments` of `model.omnichannel_rfm.segments`."""
    return unique_id.split(".")[2]


def references(node: dict[str, Any]) -> str:
    """Return SQL comments that make a node depend on the same parents."""
    parents = sorted({name_of(parent) for parent in node["depends_on"]["nodes"]})
    return "".join(f"-- depends_on: {{{{ ref('{parent}') }}}}\n" for parent in parents)


def empty_unit_test(name: str, node: dict[str, Any]) -> dict[str, Any]:
    """Return a unit test of the empty model with a row for each input of the real one."""
    row = [{"x": 1}]
    return {
        "name": name,
        "model": node["model"],
        "given": [{"input": given["input"], "rows": row} for given in node["given"]],
        "expect": {"rows": row},
    }


def empty_nodes(manifest: dict[str, Any]) -> dict[str, str]:
    """Return the files of the empty project, path -> text.

    Args:
        manifest: the manifest.json of the real project (schema v12).
    """
    files, hooks, number_of_tests = {}, {"on-run-start": 0, "on-run-end": 0}, 0
    for node in manifest["nodes"].values():
        kind = node["resource_type"]
        if kind == "seed":
            files[f"seeds/{node['name']}.csv"] = "x\n1\n"
        elif kind == "model":
            config = f"{{{{ config(materialized='{node['config']['materialized']}') }}}}\n"
            files[f"models/{node['name']}.sql"] = config + references(node) + "select 1 as x\n"
        elif kind == "test" and node["config"]["enabled"]:
            number_of_tests += 1
            files[f"tests/test_{number_of_tests}.sql"] = references(node) + "select 1 where false\n"
        elif kind == "operation":
            hooks[next(tag for tag in node["tags"] if tag in hooks)] += 1

    properties = {
        "unit_tests": [
            empty_unit_test(f"unit_{number}", node)
            for number, node in enumerate(manifest["unit_tests"].values(), start=1)
        ],
        "exposures": [
            {
                "name": node["name"],
                "type": node["type"],
                "owner": {"name": "nobody"},
                "depends_on": [
                    f"ref('{name_of(parent)}')"
                    for parent in node["depends_on"]["nodes"]
                    if parent in manifest["nodes"]
                ],
            }
            for node in manifest["exposures"].values()
        ],
    }
    files["models/empty.yml"] = yaml.safe_dump(properties)

    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    wanted = {key: project[key] for key in ("config-version", "profile", "flags")}
    statements = {hook: ["select 1"] * count for hook, count in hooks.items()}
    files["dbt_project.yml"] = yaml.safe_dump({"name": "empty", **wanted, **statements})

    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    for target in profiles[project["profile"]]["outputs"].values():
        target.pop("plugins", None)
        target.pop("module_paths", None)
    files["profiles.yml"] = yaml.safe_dump(profiles)
    files["selectors.yml"] = (ROOT / "selectors.yml").read_text(encoding="utf-8")
    return files


def make_empty_project(manifest: dict[str, Any], folder: Path) -> None:
    """Write the empty project into a new folder."""
    for path, text in empty_nodes(manifest).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def copy_project(folder: Path) -> None:
    """Copy what dbt reads of this project into a new folder."""
    for name in PROJECT_FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in PROJECT_FILES:
        shutil.copy(ROOT / name, folder / name)


# --- the releases of dbt --------------------------------------------------------------


def installed_engines() -> list[Engine]:
    """Return the default dbt and the other supported release, both on the default DuckDB."""
    default = environments.default_environment()
    others = environments.compat_environments().values()
    same_duckdb = [one for one in others if one.duckdb_version == default.duckdb_version]
    return [
        Engine(f"dbt {one.dbt_version}", one.command, one.variables, DBT_1_OPTIONS)
        for one in (default, *same_duckdb)
        if one.is_ready
    ]


def dbt_2_engine() -> Engine:
    """Install dbt 2 and its DuckDB driver, once; Linux on x86-64 only.

    Raises:
        SetUpError: pip or npm failed, or there is no npm.
    """
    environments.make_dbt_2()
    environment = environments.dbt_2_environment()
    return Engine(
        f"dbt {environment.dbt_version}",
        environment.command,
        environment.variables,
        DBT_2_OPTIONS,
        DBT_2_VARS,
    )


# --- measuring ------------------------------------------------------------------------


def build(engine: Engine, folder: Path) -> tuple[Cost, int]:
    """Build the project in `folder` and return its cost and dbt's number of nodes.

    Raises:
        RuntimeError: the build failed; the message holds what dbt said.
    """
    command = [*engine.command, "build", *engine.options]
    if engine.project_vars and (folder / "macros").exists():
        command += ["--vars", json.dumps(engine.project_vars)]
    variables = {**child_environment(), **engine.variables}
    variables["OMNICHANNEL_RFM_DATABASE"] = str(folder / "built.duckdb")

    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}:\n{process.stdout[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    nodes = re.findall(r"TOTAL=(\d+)|Summary: (\d+) total", process.stdout)
    return Cost(wall, cpu), int("".join(nodes[-1]))


def compare(engine: Engine, folder: Path, rounds: int, options: list[str]) -> list[str]:
    """Build both projects in turn and return the cells of one row of the table."""
    project, empty = folder / "project", folder / "empty"
    copy_project(project)
    # The manifest of the default dbt serves for all: 2.0.0a4 writes another one.
    parser = installed_engines()[0]
    subprocess.run(
        [*parser.command, "--quiet", "parse"],
        cwd=project,
        env=child_environment(),
        check=True,
    )
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    make_empty_project(manifest, empty)
    shutil.rmtree(project / "target")

    engine = Engine(**{**vars(engine), "options": (*engine.options, *options)})
    (_, nodes), (_, empty_nodes_built) = build(engine, project), build(engine, empty)
    if nodes != empty_nodes_built:
        raise RuntimeError(f"the projects differ: {nodes} and {empty_nodes_built} nodes")
    pairs = []
    for number in range(rounds):
        order = (project, empty) if number % 2 == 0 else (empty, project)
        costs = {one: build(engine, one)[0] for one in order}
        pairs.append((costs[project], costs[empty]))
        print(f"  {engine.name}, pair {number + 1} of {rounds}", file=sys.stderr, flush=True)

    cells = [engine.name, str(nodes)]
    for measure in ("wall", "cpu"):
        values = [tuple(getattr(cost, measure) for cost in pair) for pair in pairs]
        ours, theirs = zip(*values, strict=True)
        cells += [f"{statistics.median(ours):.1f} s", f"{statistics.median(theirs):.1f} s"]
        cells.append(f"{statistics.median(a / b for a, b in values):.2f}")
    return cells


def main() -> None:
    """Print one table for all releases of dbt that are installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="pairs of builds (default 5)")
    parser.add_argument("--only", default="", help="releases that begin so, such as 1.11")
    arguments, options = parser.parse_known_args()

    engines = installed_engines()
    if environments.dbt_2_environment().dbt_version.startswith(arguments.only):
        try:
            engines.append(dbt_2_engine())
        except SetUpError as error:
            print(f"dbt 2 is left out: {error}", file=sys.stderr)

    header = ["dbt", "nodes", "wall", "empty", "ratio", "CPU", "empty", "ratio"]
    print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}", flush=True)
    for engine in engines:
        if engine.name.startswith(f"dbt {arguments.only}"):
            with tempfile.TemporaryDirectory() as folder:
                cells = compare(engine, Path(folder), arguments.rounds, options)
            print(f"| {' | '.join(cells)} |", flush=True)
    print(
        f"\n{os.cpu_count()} processors, medians of {arguments.rounds} pairs."
        f" dbt 2 builds with {' '.join(DBT_2_OPTIONS)} and vars {json.dumps(DBT_2_VARS)}."
    )


if __name__ == "__main__":
    main()
