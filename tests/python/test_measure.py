"""The house stays as small as it has become: no bound of scripts/measure.py is passed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Build

import measure


def test_no_bound_is_passed(sample_build: Build) -> None:
    manifest = (sample_build.folder / "target" / "manifest.json").read_text(encoding="utf-8")
    found = list(measure.measures(json.loads(manifest)))
    assert len(found) > 10
    assert [one for one in found if one.found > one.bound] == []


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        (
            "{% set form = omnichannel_rfm.input_form() %}{% if form == 'orders' %}1{% endif %}",
            True,
        ),
        ("{{ '1' if omnichannel_rfm.setting('statistics') else '2' }}", True),
        ("{{ config(enabled=omnichannel_rfm.setting('statistics')) }} select 1", False),
        ("{% for score in range(omnichannel_rfm.setting('score_buckets')) %}{% endfor %}", False),
    ],
)
def test_a_branch_is_a_condition_on_a_setting_in_the_body(
    text: str, branches: bool, tmp_path: Path
) -> None:
    path = tmp_path / "model.sql"
    path.write_text(text, encoding="utf-8")
    assert measure.branches_on_a_setting(path) is branches
