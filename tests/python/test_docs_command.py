"""What `run.py docs` does and checks, and the tables that the pages show; no dbt process."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml
from conftest import ROOT
from pages import MANUAL, code, table
from test_project_docs import OVERVIEW

import run
import write_marts

RULES = yaml.safe_load((ROOT / "dbt-bouncer.yml").read_text(encoding="utf-8"))
# Decisions on engines, files and pages, which explain no figure of a mart.
NOT_ON_MARTS = {"0002", "0006", "0011", "0014", "0015", "0016", "0019", "0020"}


def marts() -> Iterator[tuple[str, str]]:
    """Return every mart and its description, those of other vars too, in one line."""
    for file in (ROOT / "models" / "marts").rglob("*.yml"):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for model in content.get("models", []):
            yield model["name"], " ".join(model["description"].split())


# --- the command ------------------------------------------------------------------------


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that `run.py docs` gives, instead of their being run."""
    given: list[list[str]] = []

    def write(_: Any, arguments: list[str]) -> int:
        given.append(arguments)
        target = tmp_path / "target"
        target.mkdir()
        node = {"name": "segments", "resource_type": "model"}
        (target / "manifest.json").write_text(json.dumps({"nodes": {"model.a": node}}))
        (target / "catalog.json").write_text(json.dumps({"nodes": {"model.a": {}}}))
        return 0

    def check(command: list[str]) -> CompletedProcess[str]:
        given.append([Path(command[0]).stem, *command[1:]])
        return CompletedProcess(command, 0, "all is well\n")

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "set_up", lambda *_: None)
    monkeypatch.setattr(run.environments, "set_up_docs", lambda *_: None)
    monkeypatch.setattr(run, "dbt_step", write)
    monkeypatch.setattr(run, "run_quietly", check)
    return given


def test_docs_are_written_and_then_checked_twice(commands: list[list[str]]) -> None:
    assert run.run_docs(["--vars", "{order_sample: true}"]) == 0
    written, lineage, rules = commands
    assert written[:3] == ["docs", "generate", "--static"]
    assert written[3:5] == ["--vars", "{order_sample: true}"]
    assert lineage[:2] == ["colibri", "generate"]
    assert "--disable-telemetry" in lineage
    assert rules[:2] == ["dbt-bouncer", "run"]


@pytest.mark.parametrize(
    ("code", "output"), [(1, "below 100 %"), (0, "[ERROR] cannot read segments")]
)
def test_a_finding_fails_the_command_and_is_shown(
    code: int,
    output: str,
    commands: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run, "run_quietly", lambda _: CompletedProcess([], code, output))
    assert run.run_docs([]) == 1
    shown = capsys.readouterr().out
    assert output in shown
    assert "Found something: colibri, dbt-bouncer" in shown


def test_tables_that_are_not_built_are_named(
    commands: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = run.dbt_step

    def write_without_catalog(*arguments: Any) -> int:
        code = write(*arguments)
        (tmp_path / "target" / "catalog.json").write_text('{"nodes": {}}')
        return code

    monkeypatch.setattr(run, "dbt_step", write_without_catalog)
    with pytest.raises(run.SetUpError, match=r"such as segments(.|\n)*python3 run\.py"):
        run.run_docs([])
    assert len(commands) == 1


# --- the rules --------------------------------------------------------------------------


def test_every_rule_is_an_error_without_exceptions_and_names_files_that_exist() -> None:
    models = [path.relative_to(ROOT).as_posix() for path in (ROOT / "models").rglob("*.sql")]
    rules = [rule for kind in ("manifest_checks", "catalog_checks") for rule in RULES[kind]]
    assert len(rules) > 50
    for rule in rules:
        assert not {"exclude", "severity"} & set(rule), rule
        pattern = rule.get("include", "")
        assert any(re.match(pattern, model) for model in models), rule


def test_every_layer_has_a_colour_of_its_own() -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    models, seeds, snapshots = (
        project[kind]["omnichannel_rfm"] for kind in ("models", "seeds", "snapshots")
    )
    layers = [models[name] for name in ("staging", "intermediate", "marts")]
    layers += [models[name]["clusters"] for name in ("intermediate", "marts")]
    colours = [layer["+docs"]["node_color"] for layer in (*layers, seeds, snapshots)]
    assert len(set(colours)) == len(colours)


# --- the pages --------------------------------------------------------------------------


@pytest.mark.parametrize("path", write_marts.written(), ids=lambda path: path.name)
def test_what_lists_the_marts_is_written_from_them(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert written == write_marts.written()[path], "run: python scripts/write_marts.py"


@pytest.mark.parametrize(
    "page", [OVERVIEW.read_text(encoding="utf-8"), MANUAL], ids=["overview", "manual"]
)
def test_every_mart_is_in_one_table(page: str) -> None:
    listed = [
        code(row[0]) for heading in write_marts.HEADINGS.values() for row in table(page, heading)
    ]
    models = (ROOT / "models" / "marts").rglob("*.sql")
    assert sorted(listed) == sorted(path.stem for path in models)


@pytest.mark.parametrize("said", ["Assumptions", "Nuance", "Example"])
def test_every_mart_says_what_a_reader_needs(said: str) -> None:
    assert [name for name, text in marts() if f"*{said}*: " not in text] == []


def test_marts_name_the_decisions_that_explain_them() -> None:
    decisions = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    named = {name: set(re.findall(r"decision (\d{4})", text)) for name, text in marts()}
    assert [name for name, numbers in named.items() if not numbers] == []
    assert set().union(*named.values()) == decisions - NOT_ON_MARTS
