"""Run dbt commands, each in a process of its own that starts with dbt imported and warmed up.

Importing dbt and compiling its classes and its own macros takes 5 s of processor time, as much
as a small build. The program does that once, by parsing the project, and then forks a child
for each command. What a command changes in dbt's or DuckDB's memory ends with its child.

Reads requests from standard input, one JSON object a line: `arguments` of dbt, the `folder` to
run in, all its environment `variables`, and the file that its `output` goes to. Answers each
with dbt's exit code in a line (negative: the signal that ended it). Ends with its input.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any
from unittest import mock

import dbt.adapters.duckdb.impl  # noqa: F401  (imported once, for all children)
import jinja2
from dbt.cli.main import cli, dbtRunner
from dbt_common.tests import enable_test_caching


def remember_compiled_templates() -> None:
    """Have Jinja compile a text once: a code object is the same for whoever asks again."""
    compiled: dict[tuple, Any] = {}
    compile_anew = jinja2.Environment.compile

    def compile_once(self: jinja2.Environment, source: Any, *more: Any, **named: Any) -> Any:
        key = (type(self), tuple(self.extensions), source, more, tuple(sorted(named.items())))
        if key not in compiled:
            compiled[key] = compile_anew(self, source, *more, **named)
        return compiled[key]

    jinja2.Environment.compile = compile_once


def referenced(expression: str) -> dict[str, Any]:
    """Return what `ref('name')` or `ref('package', 'name')` refers to, as dbt_extractor does."""
    *package, name = re.findall(r"'(\w+)'", expression)
    return {"refs": [{"package": package[0], "name": name} if package else {"name": name}]}


def warm_up() -> None:
    """Have dbt parse the project in the current folder, in this process.

    Raises:
        RuntimeError: dbt could not parse it, and the log says why; or it left threads behind.
    """
    # The static parser starts threads, and a fork would lose them: a child that parses would wait
    # for them for ever. YAML that names a seed or a relation to look at asks it too.
    options = ["--quiet", "--no-static-parser", "--no-partial-parse"]
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("dbt.parser.unit_tests.py_extract_from_source", referenced),
        mock.patch("dbt.clients.jinja_static.py_extract_from_source", referenced),
    ):
        places = ["--target-path", folder, "--log-path", folder]
        if not dbtRunner().invoke([*options, "parse", *places]).success:
            log = Path(folder, "dbt.log").read_text(encoding="utf-8")
            raise RuntimeError(f"dbt could not parse the project:\n{log[-3000:]}")
    tasks = Path("/proc/self/task")
    threads = len(list(tasks.iterdir())) if tasks.exists() else threading.active_count()
    if threads > 1:
        raise RuntimeError(f"dbt has {threads} threads after parsing; a fork would lose them")


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
    enable_test_caching()
    remember_compiled_templates()
    warm_up()
    # A command ends before its garbage could matter; looking for it takes a tenth of its time.
    gc.disable()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run_dbt(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
