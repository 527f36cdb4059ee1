"""The same customers give the same bytes: whatever the row order, threads, or versions."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from conftest import EMPTY_MARTS, ROOT, SAMPLE, Build, built, dbt, real_file

from environments import compat_environments


def assert_same_bytes(build: Build, reference: Build) -> None:
    """Compare every mart and every list of two builds."""
    found, expected = build.content(), reference.content()
    assert set(found) == set(expected)
    assert [name for name in expected if found[name] != expected[name]] == []


def test_shuffled_rows_change_no_byte(real_13_build: Build, tmp_path: Path) -> None:
    header, *rows = real_file("flo/flo_data_20k_store_type.csv").read_bytes().splitlines(True)
    random.Random(7).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_bytes(b"".join([header, *rows]))
    build = built(tmp_path / "build", "test", project_vars={"customers_file": str(shuffled)})
    assert_same_bytes(build, real_13_build)


@pytest.mark.parametrize("threads", [1, pytest.param(2, marks=pytest.mark.slow), 8])
def test_threads_change_no_byte(threads: int, sample_build: Build, tmp_path: Path) -> None:
    """Threads of dbt and of DuckDB alike."""
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    target = profiles["omnichannel_rfm"]["outputs"]["duckdb"]
    target |= {"threads": threads, "settings": {"threads": threads}}
    (tmp_path / "profiles.yml").write_text(yaml.safe_dump(profiles), encoding="utf-8")
    build = built(tmp_path, "test", "--profiles-dir", str(tmp_path))
    assert f"Concurrency: {threads} thread" in build.output
    assert_same_bytes(build, sample_build)


def test_a_second_build_over_the_first_changes_no_byte(sample_build: Build, tmp_path: Path) -> None:
    assert_same_bytes(built(tmp_path, "test"), sample_build)
    assert_same_bytes(built(tmp_path, "test"), sample_build)


@pytest.mark.slow
@pytest.mark.parametrize("name", compat_environments())
def test_versions_change_no_byte(name: str, sample_build: Build, tmp_path: Path) -> None:
    """Every supported pair of dbt and DuckDB, the whole build with its unit tests."""
    environment = compat_environments()[name]
    if not environment.is_ready:
        pytest.skip(f"{name} is not installed; `python3 run.py test-slow` installs it")
    build = dbt(
        tmp_path,
        *("build", "--select", "*"),
        command=environment.command,
        variables=environment.variables,
    )
    assert build.exit_code == 0, build.output
    assert f"Running with dbt={environment.dbt_version}" in build.output
    assert_same_bytes(build, sample_build)


def test_the_input_is_the_sample(sample_build: Build) -> None:
    """The comparisons above would hold of empty marts too: these are not."""
    rows = SAMPLE.read_bytes().count(b"\n") - 1
    assert sample_build.query("select count(*) from marts.customer_segments") == [(rows,)]
    empty = {name for name, content in sample_build.content().items() if not content}
    assert empty == set(EMPTY_MARTS)
