"""Time the project on Spark with one worker or more, and on DuckDB, on the same extract.

    .venv/bin/python benchmarks/scaling.py 1m.csv 10m.csv --workers 0 1 2

Zero workers stand for DuckDB. Each measurement starts from nothing: its own database, or its own
cluster with an empty catalog. Two steps are timed apart, each a process with its start and end:

* load: the extract into an Iceberg table; DuckDB reads the file itself, in its build,
* build: `dbt build` of the small seeds and all models, without tests.

One JSON line is printed per measurement: wall and CPU seconds of each step. CPU is user and system
time of all processes that take part (dbt, Spark's driver, master, workers and executors), looked at
twice a second in /proc, so Linux only; beside other work it is the steadier figure. A step that
takes longer than `--limit` seconds is stopped, and the line says so. A worker is one core and
`--memory`.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import spark_cluster

ROOT = Path(__file__).resolve().parents[1]
SPARK_ENVIRONMENT = ROOT / ".venvs" / "spark"


class TooLong(Exception):
    """A step was stopped at its limit."""


def cpu_seconds(sessions: set[int]) -> dict[int, float]:
    """Return the CPU seconds so far of each process that belongs to one of the sessions."""
    seconds = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) in sessions:
            ticks = int(fields[11]) + int(fields[12])
            seconds[int(stat.parent.name)] = ticks / os.sysconf("SC_CLK_TCK")
    return seconds


def timed(
    command: list[str], variables: dict[str, str], limit: float, services: set[int]
) -> dict[str, float]:
    """Run a command to its end and return its wall and CPU seconds.

    Args:
        command: the program and its arguments.
        variables: its environment variables.
        limit: seconds after which it is stopped.
        services: sessions of other processes that work for it.

    Raises:
        TooLong: it was stopped at the limit.
        RuntimeError: it failed; the message is the end of its output.
    """
    before = cpu_seconds(services)
    spent: dict[int, float] = {}
    started = time.monotonic()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        while process.poll() is None:
            spent |= cpu_seconds({process.pid, *services})
            if time.monotonic() - started > limit:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
                raise TooLong
            time.sleep(0.5)
        if process.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{shlex.join(command)} failed:\n{output.read()[-4000:]}")
    return {
        "wall": round(time.monotonic() - started, 1),
        "cpu": round(sum(spent.values()) - sum(before.values()), 1),
    }


def measure(file: Path, workers: int, options: argparse.Namespace) -> dict:
    """Return the seconds of each step on one extract, with so many workers or on DuckDB."""
    figures: dict = {"file": file.name, "workers": workers, "memory": options.memory}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=options.scratch)))
        written = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
        project_vars = {"publish_path": str(folder / "published")}
        services: set[int] = set()
        if workers == 0:
            dbt = [str(Path(sys.executable).with_name("dbt"))]
            variables = {**os.environ, "OMNICHANNEL_RFM_DATABASE": str(folder / "built.duckdb")}
            target = "duckdb"
            project_vars["customers_file"] = str(file)
        else:
            cluster = stack.enter_context(
                spark_cluster.running_cluster(SPARK_ENVIRONMENT, folder, workers, options.memory)
            )
            dbt = [str(cluster.python.with_name("dbt"))]
            variables = {
                **cluster.variables(),
                "SPARK_EXECUTOR_MEMORY": options.executor_memory,
                "SPARK_SHUFFLE_PARTITIONS": str(options.partitions),
            }
            services = {process.pid for process in cluster.processes}
            target = "spark"
            project_vars["customers_table"] = "raw.customers"
        load = {"path": str(file), "table": "raw.customers"}
        steps = {
            "load": ["run-operation", "load_customers", "--args", json.dumps(load)],
            "build": ["build", "--exclude-resource-type", "test", "unit_test"],
        }
        try:
            for step, arguments in steps.items():
                if step == "load" and workers == 0:
                    continue
                given = ["--target", target, "--vars", json.dumps(project_vars)]
                command = [*dbt, *arguments, *given, *written]
                figures[step] = timed(command, variables, options.limit, services)
        except TooLong:
            figures[step] = f"stopped after {options.limit} s"
        if workers:
            figures["tasks"] = [cluster.finished_tasks(worker + 1) for worker in range(workers)]
        slowest = folder / "target" / "run_results.json"
        if isinstance(figures.get("build"), dict) and slowest.exists():
            nodes = json.loads(slowest.read_text(encoding="utf-8"))["results"]
            nodes.sort(key=lambda node: -node["execution_time"])
            figures["nodes"] = {
                node["unique_id"].split(".")[-1]: round(node["execution_time"], 1)
                for node in nodes[:12]
            }
    return figures


def main() -> None:
    """Measure every extract with every number of workers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, help="CSV or Parquet extracts")
    parser.add_argument("--workers", nargs="+", type=int, default=[0, 1, 2], help="0 is DuckDB")
    parser.add_argument("--memory", default="2g", help="of a worker")
    parser.add_argument("--executor-memory", default="1600m", help="of its executor's heap")
    parser.add_argument("--partitions", type=int, default=8, help="of a shuffle")
    parser.add_argument("--limit", type=float, default=600, help="seconds for one step")
    parser.add_argument("--scratch", type=Path, help="folder for databases and tables")
    options = parser.parse_args()
    for file in options.files:
        for workers in options.workers:
            print(json.dumps(measure(file.resolve(), workers, options)), flush=True)


if __name__ == "__main__":
    main()
