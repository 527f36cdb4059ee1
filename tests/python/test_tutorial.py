"""docs/tutorial.md, line by line: what it tells to save is saved, what it tells to run is run, and
what it shows is printed.

Cloning and `python3 run.py` are left to .ci/run; the build that all tests share stands in for them.
Builds are made without data tests, which other tests run on the same rules.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Build
from pages import built_project, commands, run_in

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
RUN_ELSEWHERE = {"git clone <address> omnichannel-rfm && cd omnichannel-rfm", "python3 run.py"}


@pytest.mark.slow
def test_the_tutorial_runs_line_by_line(sample_build: Build, tmp_path: Path) -> None:
    project = built_project(tmp_path / "project", sample_build)
    done, printed = [], ""
    for fence in re.finditer(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, flags=re.M | re.S):
        language, file, content = fence.groups()
        if language == "csv":
            with (project / file).open("a", encoding="utf-8") as saved:
                saved.write(content)
        elif language == "bash":
            printed = ""
            for command in commands(fence[0]):
                done.append(command)
                if command not in RUN_ELSEWHERE:
                    printed += run_in(project, command, with_tests=False)
        else:
            assert language == "text"
            assert content in printed
    assert set(done) > RUN_ELSEWHERE
    assert sum("dbt build" in command for command in done) == 2
