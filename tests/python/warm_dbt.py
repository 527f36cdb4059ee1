"""Run dbt commands, each in a process of its own that starts with dbt imported and warmed up.

Importing dbt and compiling its classes and its own macros takes 5 s of processor time, as much
as a small build. The program does that once, by parsing the project, and then forks a child
for each command. What a command changes in dbt's or DuckDB's memory ends with its child.

Reads requests from standard input, one JSON object a line: `arguments` of dbt, the `folder` to
run in, all its environment `variables`, and the file that its `output` goes to. Answers each
with dbt's exit code in a line (negative: the signal that ended it). Ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import dbt.adapters.duckdb.impl  # noqa: F401  (imported once, for all children)
from dbt.cli.main import cli, dbtRunner


def warm_up() -> None:
    """Have dbt parse the project in the current folder, in this process.

    Raises:
        RuntimeError: dbt could not parse it; the log says why.
    """
    # The static parser starts threads, and a fork would lose them.
    options = ["--quiet", "--no-static-parser", "--no-partial-parse"]
    with tempfile.TemporaryDirectory() as folder:
        places = ["--target-path", folder, "--log-path", folder]
        if not dbtRunner().invoke([*options, "parse", *places]).success:
            log = Path(folder, "dbt.log").read_text(encoding="utf-8")
            raise RuntimeError(f"dbt could not parse the project:\n{log[-3000:]}")


def run_dbt(arguments: list[str], folder: str, variables: dict[str, str], output: str) -> None:
    """Run one dbt command in this process and leave it as dbt does, by SystemExit."""
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(file, sys.stdout.fileno())
    os.dup2(file, sys.stderr.fileno())
    os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    cli(arguments)


def main() -> None:
    """Answer requests until the input ends."""
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run_dbt(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
