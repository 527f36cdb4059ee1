"""dbt's unit tests: here, in place of every build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Build, dbt


@pytest.fixture
def folder(sample_build: Build, tmp_path: Path) -> Path:
    """Return a folder with a copy of the built sample: unit tests ask it for columns and types."""
    shutil.copy(sample_build.database, tmp_path / sample_build.database.name)
    return tmp_path


def test_every_unit_test_passes(folder: Path) -> None:
    """Those of models that other vars switch on too."""
    passed = 0
    for method, select in {
        "ntile": "test_type:unit",
        "ntile_window": "int_customers_scored_by_window,test_type:unit",
        "quantile": "int_score_boundaries_by_quantile,test_type:unit",
        "thresholds": "int_score_boundaries_by_thresholds,test_type:unit",
    }.items():
        ran = dbt(folder, "test", "--select", select, project_vars={"scoring_method": method})
        assert ran.exit_code == 0, ran.output
        passed += len(re.findall(r"\d PASS ", ran.output))
    assert passed == sum(
        len(yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", []))
        for path in (ROOT / "models").rglob("*.yml")
    )


def test_a_plain_command_leaves_out_unit_tests_alone(folder: Path) -> None:
    plain = dbt(folder, "--quiet", "ls").output.split()
    everything = dbt(folder, "--quiet", "ls", "--select", "*").output.split()
    unit_tests = dbt(folder, "--quiet", "ls", "--select", "test_type:unit").output.split()
    assert unit_tests
    assert sorted(plain + unit_tests) == sorted(everything)
