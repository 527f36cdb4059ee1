"""Several dbt commands in one Spark session, run by the Python of .venvs/spark.

    python spark_driver.py PLAN RESULTS

PLAN is a JSON list; a step is `{"dbt": [arguments]}` or `{"write": {table: folder}}`, which writes
tables or views as Parquet. RESULTS becomes a JSON list: of a dbt step its success, its seconds, the
status of every node, and the messages of those that failed or warned. In one session for all, the
suite starts Spark once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession


def dbt_step(arguments: list[str]) -> dict:
    """Run one dbt command."""
    started = time.monotonic()
    answer = dbtRunner().invoke(["--no-use-colors", *arguments])
    # A run-operation's results are of no node.
    nodes = [one for one in getattr(answer.result, "results", None) or [] if hasattr(one, "node")]
    sound = ("success", "pass", "no-op")
    return {
        "success": answer.success and all(str(node.status) in sound for node in nodes),
        "seconds": round(time.monotonic() - started, 1),
        "problems": [
            f"{node.node.unique_id}: {node.status}: {node.message}"
            for node in nodes
            if str(node.status) not in sound
        ]
        + ([str(answer.exception)] if answer.exception else []),
        "nodes": {node.node.name: str(node.status) for node in nodes},
    }


def write_step(tables: dict[str, str]) -> dict:
    """Write tables of the session's catalog as Parquet files."""
    # The one that dbt has made. Not the active one: that is kept by thread, and may be lost.
    session = SparkSession.builder.getOrCreate()
    for table, folder in tables.items():
        session.table(table).write.parquet(folder)
    return {"success": True}


def main(plan_file: str, results_file: str) -> None:
    """Carry out a plan to its end, or to the first step that fails."""
    results = []
    for step in json.loads(Path(plan_file).read_text(encoding="utf-8")):
        results.append(dbt_step(step["dbt"]) if "dbt" in step else write_step(step["write"]))
        Path(results_file).write_text(json.dumps(results), encoding="utf-8")
        if not results[-1]["success"]:
            break


if __name__ == "__main__":
    main(*sys.argv[1:])
