"""dbt 2, the rewrite in Rust: it parses the project without a warning and builds the same marts.

What it leaves out (docs/use/warehouses.md) is off by configuration and said in its output.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import MARTS, ROOT, Build

from environments import dbt_2_environment

pytestmark = pytest.mark.slow


def dbt_2(folder: Path, command: str) -> Build:
    """Run a command of dbt 2 with no vars and all it writes kept in `folder`."""
    environment = dbt_2_environment()
    if not environment.is_ready:
        pytest.skip("dbt 2 is not installed; `python3 run.py test-slow` installs it where it can")
    database = folder / "built.duckdb"
    places = ("--target-path", str(folder / "target"), "--log-path", str(folder / "logs"))
    process = subprocess.run(
        [*environment.command, command, *places],
        cwd=ROOT,
        env={**os.environ, **environment.variables, "OMNICHANNEL_RFM_DATABASE": str(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    output = process.stdout
    assert process.returncode == 0, output
    assert "dbt-core 2." in output
    assert "warning" not in output.lower(), output
    return Build(folder, 0, output, database, folder / "published")


def test_dbt_2_parses_everything_without_a_warning(tmp_path: Path) -> None:
    dbt_2(tmp_path, "parse")


def test_dbt_2_builds_the_same_marts(sample_build: Build, tmp_path: Path) -> None:
    build = dbt_2(tmp_path, "build")
    different = [mart for mart in MARTS if build.bytes_of(mart) != sample_build.bytes_of(mart)]
    assert different == []
    assert "Nothing was published: dbt 2." in build.output
    assert "loads no Python plugin" in build.output
