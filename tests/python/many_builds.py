"""Many builds in one process: what they need is imported once, and parsed when a step says so.

    python many_builds.py PLAN RESULTS

PLAN is a JSON list. The step `{"parse": vars}` parses the project; `{"build": [options of dbt],
"vars": vars, "database": file}` builds with what was parsed last, so that vars may differ from
those of the parse where nothing asks for them before it is compiled; with `"copy_of": file` it
builds on a copy of another database. RESULTS becomes a JSON list: of each build the problems that
its nodes have, in words.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

SOUND = ("success", "pass", "no-op")


def invoked(folder: Path, manifest: Any, project_vars: dict[str, Any], *arguments: str) -> Any:
    """Run one dbt command on a manifest, or on none to have the project parsed.

    Raises:
        RuntimeError: dbt could not run it at all.
    """
    places = ("--target-path", str(folder / "target"), "--log-path", str(folder / "logs"))
    given = ("--vars", json.dumps({"publish_path": None, **project_vars}))
    answer = dbtRunner(manifest).invoke(["--no-use-colors", *arguments, *given, *places])
    # DuckDB writes the rest of its file when it is closed.
    DuckDBConnectionManager.close_all_connections()
    if answer.result is None:
        raise RuntimeError(f"dbt {arguments[0]} failed: {answer.exception}")
    return answer.result


def main(plan_file: Path, results_file: Path) -> None:
    """Carry out a plan."""
    manifest, results = None, []
    # What is parsed holds the database's name, which is the file's, and not its folder.
    os.environ["OMNICHANNEL_RFM_DATABASE"] = str(plan_file.with_name("built.duckdb"))
    for step in json.loads(plan_file.read_text(encoding="utf-8")):
        if "parse" in step:
            manifest = invoked(plan_file.parent, None, step["parse"], "parse")
            # The manifest stays: the collector need not go through it again and again.
            gc.freeze()
            continue
        if "copy_of" in step:
            shutil.copy(step["copy_of"], step["database"])
        os.environ["OMNICHANNEL_RFM_DATABASE"] = step["database"]
        options = ("build", "--no-write-json", *step["build"])
        ran = invoked(plan_file.parent, manifest, step["vars"], *options)
        results.append(
            [
                f"{one.node.name}: {one.status}: {one.message}"
                for one in ran.results
                if str(one.status) not in SOUND
            ]
        )
    results_file.write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
