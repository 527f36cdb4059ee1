"""Reading the pages of the documentation, and running their commands in a copy of the project."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Build, copied_project

README = (ROOT / "README.md").read_text(encoding="utf-8")
# Pages whose commands ask for a server, which other tests start.
ON_SERVERS = {"postgresql", "spark", "scaling"}
# README.md and the manual, whose themes are pages of docs/use.
MANUAL = README + "\n".join(
    page.read_text(encoding="utf-8")
    for page in sorted((ROOT / "docs" / "use").glob("*.md"))
    if page.stem not in ON_SERVERS
)


def fences(page: str, language: str) -> list[tuple[str, str]]:
    """Return what stands behind the language and the content of every fence, in order."""
    return re.findall(rf"^```{language}(?: (\S+))?\n(.*?)^```$", page, flags=re.M | re.S)


def commands(page: str) -> Iterator[str]:
    """Yield the commands of all bash fences; one command may take several lines."""
    for _, content in fences(page, "bash"):
        command = ""
        for line in content.splitlines():
            command += line
            try:
                shlex.split(command)
            except ValueError:  # a quotation goes on
                command += "\n"
                continue
            yield command
            command = ""
        assert not command, f"a quotation does not end: {command}"


def table(page: str, first_heading: str) -> list[list[str]]:
    """Return the cells of the rows of the table whose first column has this heading."""
    found = re.search(rf"^\| {first_heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, flags=re.M)
    assert found, first_heading
    rows = [line.strip("|").split(" | ") for line in found[1].splitlines()]
    return [[cell.strip() for cell in row] for row in rows]


def code(cell: str) -> str:
    """Return what stands between backticks in a cell that holds nothing else."""
    found = re.fullmatch(r"`([^`]+)`", cell)
    assert found, cell
    return found[1]


def vars_of(command: str) -> dict[str, Any]:
    """Return the vars that a command gives to dbt."""
    words = shlex.split(command)
    return yaml.safe_load(words[words.index("--vars") + 1]) if "--vars" in words else {}


def built_project(folder: Path, build: Build) -> Path:
    """Return a copy of the project in which the plain build has been run: it made `build`."""
    if os.name == "nt":
        pytest.skip("the commands are for a POSIX shell")
    copied_project(folder, "docs", "scripts")
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, start in (("dbt", ' -c "from dbt.cli.main import cli; cli()"'), ("python", "")):
        script = f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{start} "$@"\n'
        (programs / name).write_text(script, encoding="utf-8")
        (programs / name).chmod(0o755)
    shutil.copy(build.database, folder / "omnichannel_rfm.duckdb")
    shutil.copytree(build.published, folder / "published", symlinks=True)
    return folder


def run_in(project: Path, command: str, with_tests: bool = True) -> str:
    """Run a command in the project's folder as a shell does, and return what it printed.

    dbt leaves out unit tests, and without `with_tests` data tests too.
    """
    variables = {name: text for name, text in os.environ.items() if "OMNICHANNEL" not in name}
    excluded = "unit_test" if with_tests else "unit_test test"
    variables["DBT_ENGINE_EXCLUDE_RESOURCE_TYPES"] = excluded
    process = subprocess.run(
        ["bash", "-c", command],
        cwd=project,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.returncode == 0, process.stdout
    return process.stdout
