"""The CSV lists of a published run: what is in them, and which there are."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import MARTS, SAMPLE, Build, built, copied_project, dbt

LISTS = ["discount_target_customer_ids.csv", "new_brand_target_customer_id.csv"]


def names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project whose campaigns a test may change."""
    return copied_project(tmp_path / "project")


def change_campaigns(project: Path, change: dict[str, dict[str, str]], *more: dict) -> None:
    """Rewrite the seed: new values by campaign_id and column, and further rows."""
    path = project / "seeds" / "campaigns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | change.get(row["campaign_id"], {}) for row in csv.DictReader(file)]
    rows += [dict.fromkeys(rows[0], "") | row for row in more]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_lists_are_sorted_utf8_lines_under_one_header(sample_build: Build) -> None:
    assert names(sample_build.lists) == LISTS
    for file, campaign in zip(LISTS, ("discount", "new_brand"), strict=True):
        content = (sample_build.lists / file).read_bytes()
        assert content.endswith(b"\n")
        assert b"\r" not in content
        header, *ids = content.decode("utf-8").splitlines()
        assert header == "customer_id"
        assert ids == sorted(ids)
        targets = sample_build.query(
            f"select customer_id from marts.campaign_targets where campaign_id = '{campaign}'"
        )
        assert sorted(row[0] for row in targets) == ids
        assert len(ids) > 100


@pytest.mark.slow
def test_telephone_numbers_stand_in_quotes(tmp_path: Path) -> None:
    """Blanks and brackets go, and what is left is a text."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:3000]
    path = tmp_path / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            row | {"master_id": f"+90 (532) {number:07}"} for number, row in enumerate(rows)
        )
    build = built(
        tmp_path / "build",
        project_vars={"customers_file": str(path), "customer_id_form": "phone"},
    )
    for file in LISTS:
        header, *lines = (build.lists / file).read_text(encoding="utf-8").splitlines()
        assert header == '"customer_id"'
        assert lines
        assert all(re.fullmatch(r'"\+90532\d{7}"', line) for line in lines)


@pytest.mark.slow
def test_a_new_row_is_a_new_campaign_and_one_switched_off_has_no_list(
    project: Path, tmp_path: Path
) -> None:
    change_campaigns(
        project,
        {
            "discount": {"is_active": "false"},
            "new_brand": {"export_file": "women.csv"},
        },
        {
            "campaign_id": "offline_regulars",
            "name_en": "Regulars of the shops",
            "segment_map": "rf10",
            "segments": "loyal_customers",
            "last_order_channels": "Offline",
            "minimum_spend": "1000",
            "is_active": "true",
            "export_file": "regulars.csv",
        },
    )
    build = built(tmp_path / "build", "test", project=project)
    assert names(build.lists) == ["regulars.csv", "women.csv"]
    regulars = build.query(
        """
        select customer_id from marts.customer_segments
        where segment = 'loyal_customers' and last_order_channel = 'Offline' and monetary >= 1000
        order by customer_id
        """
    )
    content = (build.lists / "regulars.csv").read_text(encoding="utf-8")
    assert content.splitlines() == ["customer_id", *(row[0] for row in regulars)]
    assert len(regulars) > 10
    summary = {row["campaign_id"]: row for row in build.rows("campaign_summary")}
    assert summary["discount"]["customers"] == 0
    assert summary["discount"]["not_applied_because"] == "switched off in the seed campaigns"
    assert (
        summary["offline_regulars"]["rule"]
        == "segment loyal_customers; last ordered by Offline; spent at least 1000.00"
    )


@pytest.fixture
def build_of_another_map(builds: Callable[..., Build]) -> Build:
    """Return a build of a map that no campaign is written for, with Parquet files."""
    return builds(segment_map="rfm11_codes", score_buckets=4, publish_parquet=True)


@pytest.mark.slow
def test_a_map_without_campaigns_writes_no_list(build_of_another_map: Build) -> None:
    assert names(build_of_another_map.lists) == []
    sql = "select distinct not_applied_because from marts.campaign_summary"
    assert build_of_another_map.query(sql) == [("written for the segment map rf10",)]


def test_each_mart_is_a_parquet_file_on_demand(
    build_of_another_map: Build, sample_build: Build
) -> None:
    folder = build_of_another_map.published / "current" / "parquet"
    assert names(folder) == [f"{mart}.parquet" for mart in MARTS]
    for mart in MARTS:
        file = duckdb.sql(f"describe from '{folder / mart}.parquet'").fetchall()
        table = build_of_another_map.query(f"describe marts.{mart}")
        assert [row[:2] for row in file] == [row[:2] for row in table]
        rows = duckdb.sql(f"from '{folder / mart}.parquet'").fetchall()
        assert rows == build_of_another_map.query(f"from marts.{mart}")
    assert not (sample_build.published / "current" / "parquet").exists()


def test_a_profile_without_the_plugin_is_told_what_to_add(project: Path, tmp_path: Path) -> None:
    (project / "profiles.yml").write_text(
        "omnichannel_rfm:\n  target: duckdb\n  outputs:\n    duckdb:\n      type: duckdb\n"
        f"      path: {tmp_path / 'own.duckdb'}\n",
        encoding="utf-8",
    )
    build = dbt(tmp_path / "build", "build", project=project)
    assert build.exit_code != 0
    assert "omnichannel_rfm.publishing_plugin" in build.output
    assert "publish_path" in build.output
    assert "OK created" not in build.output
