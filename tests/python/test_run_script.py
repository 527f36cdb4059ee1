"""The set-up script and the pinned lists: no network, no installation."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import checks
import installing
import run
from calling import forget_changed_models
from environments import compat_environments, default_environment, pinned_version
from installing import REQUIREMENTS

LISTS = sorted(REQUIREMENTS.glob("*.txt"))
PIN = re.compile(r"^[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*( ; [^#@:]+)?$")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with two lists and a finished environment."""
    requirements = tmp_path / "requirements"
    requirements.mkdir()
    (requirements / "default.txt").write_text("duckdb==2.0.0\n", encoding="utf-8")
    (requirements / "test.txt").write_text("pytest==9.2.0\n", encoding="utf-8")
    environment = tmp_path / ".venv"
    environment.mkdir()
    monkeypatch.setattr(installing, "REQUIREMENTS", requirements)
    monkeypatch.setattr(installing, "ENVIRONMENT", environment)
    for name in ("default", "test"):
        stamp = installing.stamp(environment, name)
        (environment / f".installed_{name}").write_text(stamp, encoding="ascii")
    return tmp_path


# --- Python ---------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_a_supported_python_is_used_as_it_is(version: tuple[int, ...]) -> None:
    assert installing.check_python(version) is None


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 10, 1), (3, 14, 0)])
def test_another_python_is_refused_with_what_was_found_and_what_is_needed(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "find_supported_python", lambda: None)
    with pytest.raises(installing.SetUpError) as error:
        installing.check_python(version)
    assert f"Python {'.'.join(map(str, version))}" in str(error.value)
    assert "3.11, 3.12 or 3.13" in str(error.value)


def test_another_python_hands_over_to_a_supported_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installing, "find_supported_python", lambda: ["python3.12"])
    assert installing.check_python((3, 9, 18)) == ["python3.12"]
    assert "going on with python3.12" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_a_python_on_path_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minor in (11, 12, 13):
        shim = tmp_path / f"python3.{minor}"
        shim.write_text("#!/bin/sh\nexit 127\n", encoding="ascii")
        shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installing.find_supported_python() is None


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_explained(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == module else find_spec(name)
    )
    with pytest.raises(installing.SetUpError) as error:
        installing.check_venv_modules()
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert module in str(error.value)
    assert f"apt install {package}" in str(error.value)


# --- stamps ---------------------------------------------------------------------------


def test_a_finished_installation_is_recognised(project: Path) -> None:
    assert installing.is_installed(project / ".venv", "default")


def test_a_changed_list_is_installed_again(project: Path) -> None:
    (project / "requirements" / "default.txt").write_text("duckdb==1.5.6\n", encoding="utf-8")
    assert not installing.is_installed(project / ".venv", "default")


def test_another_python_version_is_installed_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert not installing.is_installed(project / ".venv", "default")


def test_a_moved_environment_is_installed_again(project: Path) -> None:
    (project / ".venv").rename(project / "moved")
    assert not installing.is_installed(project / "moved", "default")


def test_an_environment_without_its_python_is_not_working(project: Path) -> None:
    assert not installing.is_working(project / ".venv")


def test_a_half_made_environment_is_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []
    monkeypatch.setattr(
        installing, "make_environment", lambda folder: done.append(("make", folder))
    )
    monkeypatch.setattr(installing, "install", lambda name, *_: done.append(("install", name)))
    (project / ".venv" / ".installed_default").unlink()
    installing.set_up(installing.Steps(2))
    assert done == [("make", project / ".venv"), ("install", "default")]


def test_a_second_run_installs_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "is_working", lambda folder: True)
    monkeypatch.setattr(installing, "make_environment", pytest.fail)
    monkeypatch.setattr(installing, "install", pytest.fail)
    installing.set_up(installing.Steps(2))


def test_a_failed_pip_leaves_no_stamp_and_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = "WARNING: Retrying\nERROR: No matching distribution found for duckdb==2.0.0\n"
    result = subprocess.CompletedProcess(["pip"], 1, stdout=output)
    monkeypatch.setattr(installing, "run_quietly", lambda command: result)
    with pytest.raises(installing.SetUpError) as error:
        installing.install("default", project / ".venv", Path("python"))
    assert "No matching distribution found for duckdb" in str(error.value)
    assert "check the connection" in str(error.value)
    assert not installing.is_installed(project / ".venv", "default")


# --- commands -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ("build", [])),
        (["build", "--vars", "{a: 1}"], ("build", ["--vars", "{a: 1}"])),
        (["--select", "customers"], ("build", ["--select", "customers"])),
        (["test", "-k", "run", "--help"], ("test", ["-k", "run", "--help"])),
    ],
)
def test_arguments_after_the_command_are_passed_on(
    arguments: list[str], expected: tuple[str, list[str]]
) -> None:
    assert run.parse(arguments) == expected


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run.parse(["biuld"])
    assert stop.value.code == 2
    assert "unknown command 'biuld'" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run.parse(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {command} " in shown for command in run.COMMANDS)


def test_what_the_linters_are_given_exists() -> None:
    paths = [word for command in checks.lint_commands() for word in command if "/" in word]
    assert len(paths) > 10
    assert [path for path in paths if not (run.ROOT / path).exists()] == []


def test_settings_for_other_projects_do_not_reach_dbt(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBT_PROFILES_DIR", "DBT_ENGINE_PROJECT_DIR", "DBT_TARGET", "PIP_TARGET"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "kept")
    variables = installing.child_environment()
    assert "elsewhere" not in variables.values()
    assert variables["HTTPS_PROXY"] == "kept"


def test_compatibility_environments_are_the_other_three_combinations() -> None:
    others = compat_environments()
    everything = {**others, "default": default_environment()}
    assert len(others) == 3
    pairs = {(one.dbt_version, one.duckdb_version) for one in everything.values()}
    assert len(pairs) == 4
    assert len({dbt for dbt, _ in pairs}) == len({duckdb for _, duckdb in pairs}) == 2


# --- pinned lists ---------------------------------------------------------------------


def entries(path: Path) -> list[list[str]]:
    """Return a list's entries, each as its requirement and its hash options."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in re.split(r"\s+(?=--hash)", line)] for line in lines]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    found = entries(path)
    assert found
    for requirement, *hashes in found:
        assert PIN.fullmatch(requirement), requirement
        assert hashes, requirement
        assert all(HASH.fullmatch(one) for one in hashes), requirement


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.*")), ids=lambda path: path.name)
def test_no_file_of_requirements_names_an_address_or_an_option(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|file://|git\+|\b[a-z0-9-]+\.(org|com|io|net)\b", text)
    if path.suffix in (".in", ".txt"):
        assert not re.search(r"^\s*-(?!-hash=)", text, flags=re.MULTILINE)


def test_every_list_has_its_source_and_the_other_way_round() -> None:
    sources = {path.stem for path in REQUIREMENTS.glob("*.in")}
    assert sources - {path.stem for path in LISTS} == {"excluded"}
    assert {path.stem for path in LISTS} <= sources


def test_lists_that_share_an_environment_agree() -> None:
    names = ("default", "test", "lint", "benchmark", *run.EXTRAS)
    shared = [entries(REQUIREMENTS / f"{name}.txt") for name in names]
    requirements = {entry[0] for found in shared for entry in found}
    pins = [
        requirement.split("==")[0] + requirement.partition(";")[2] for requirement in requirements
    ]
    assert len(pins) == len(set(pins))


def test_both_dbt_releases_are_tested_with_the_default_duckdb() -> None:
    assert pinned_version("compat_dbt", "duckdb") == pinned_version("default", "duckdb")
    assert pinned_version("compat_duckdb", "duckdb") != pinned_version("default", "duckdb")


def test_the_parser_that_cannot_be_installed_is_left_out() -> None:
    assert pinned_version("default", "dbt-core").startswith("1.12.")
    for path in LISTS:
        assert "experimental-parser" not in path.read_text(encoding="utf-8"), path.stem


def test_what_dbt_remembers_of_changed_models_is_forgotten(tmp_path: Path) -> None:
    state, model = tmp_path / "state", tmp_path / "models" / "marts" / "segments.yml"
    model.parent.mkdir(parents=True)
    for path, time in ((model, 1), (state, 2)):
        path.write_text("")
        os.utime(path, (time, time))
    forget_changed_models(state, tmp_path / "models")
    assert state.exists()
    os.utime(model, (3, 3))
    forget_changed_models(state, tmp_path / "models")
    assert not state.exists()
    forget_changed_models(state, tmp_path / "models")
