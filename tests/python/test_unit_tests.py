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


def test_every_unit_test_passes(folder: Path, order_build: Build) -> None:
    """Those of models that other vars switch on too; those of statistics pass in its own build."""
    orders = folder / "orders"
    orders.mkdir()
    shutil.copy(order_build.database, orders / order_build.database.name)
    passed = set()
    for place, given, select in (
        (folder, {}, "test_type:unit"),
        (folder, {"scoring_method": "quantile"}, "int_boundaries_by_quantile"),
        (folder, {"scoring_method": "thresholds"}, "int_boundaries_by_thresholds"),
        (orders, {"order_sample": True}, "test_type:unit"),
    ):
        ran = dbt(place, "test", "--select", f"{select},test_type:unit", project_vars=given)
        assert ran.exit_code == 0, ran.output
        passed |= set(re.findall(r"\d PASS (\w+::\w+)", ran.output))
    assert passed == {
        f"{test['model']}::{test['name']}"
        for path in (ROOT / "models").rglob("*.yml")
        if path.parent.name not in {"clusters", "lifetime_value"}
        for test in yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", [])
    }


@pytest.mark.slow
def test_a_plain_command_leaves_out_unit_tests_alone(folder: Path) -> None:
    plain = dbt(folder, "--quiet", "ls").output.split()
    everything = dbt(folder, "--quiet", "ls", "--select", "*").output.split()
    unit_tests = dbt(folder, "--quiet", "ls", "--select", "test_type:unit").output.split()
    assert unit_tests
    assert sorted(plain + unit_tests) == sorted(everything)
