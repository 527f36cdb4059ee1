"""The CSV lists of a published run: what is in them, and which there are."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import MARTS, SAMPLE, Build, built, copied_project, dbt, real_file
from pages import MANUAL, table

LISTS = ["discount_target_customer_ids.csv", "new_brand_target_customer_id.csv"]


def names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project whose campaigns a test may change."""
    return copied_project(tmp_path / "project")


def change_campaigns(
    project: Path, change: dict[str, dict[str, str]], campaigns: list[dict], conditions: list[str]
) -> None:
    """Rewrite the seeds: new values by campaign_id and column, further rows, further conditions."""
    path = project / "seeds" / "campaigns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | change.get(row["campaign_id"], {}) for row in csv.DictReader(file)]
    rows += [dict.fromkeys(rows[0], "") | row for row in campaigns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with (project / "seeds" / "campaign_conditions.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in conditions)


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
        [
            {
                "campaign_id": "offline_regulars",
                "name_en": "Regulars of the shops",
                "segment_map": "rf10",
                "is_active": "true",
                "export_file": "regulars.csv",
            }
        ],
        [
            "offline_regulars,segment,is_any_of,loyal_customers",
            'offline_regulars,last_order_channel,is_any_of,"Offline, Fax"',
            "offline_regulars,monetary,at_least,1000",
        ],
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
        summary["offline_regulars"]["rule_en"]
        == "segment is Loyal customers; channel of the last order is Fax or Offline;"
        " spent at least 1000"
    )
    note = "Campaign offline_regulars names the last_order_channel Fax, which no customer has."
    assert note in build.output


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


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("new_brnad,monetary,at_least,1", "no such campaign_id; it has discount, new_brand."),
        ("discount,moentary,at_least,1", "there is no such field; there are segment, category,"),
        ("discount,category_list,has_any_of,KADIN", "the field is called category."),
        ("discount,previous_segment,is_any_of,at_risk", "or from the var snapshot_segments."),
        ("discount,monetary,is_any_of,1", "monetary is a number: use at_least, at_most, above,"),
        ("discount,segment,at_least,1", "segment is a text: use is_any_of, is_none_of."),
        ('discount,monetary,at_least,"1.000,50"', "write a plain number with a point"),
        ("discount,frequency,at_least,2.5", "write a whole number, such as 5."),
        ("discount,last_order_date,within_days,2021-05-01", "write a number of days"),
        ("discount,category,has_any_of,", "the value is missing."),
        ('discount,segment,is_any_of,"hibernating, at_rsik"', "rf10 has no segment at_rsik; it"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_named(
    condition: str, problem: str, sample_build: Build, project: Path, tmp_path: Path
) -> None:
    """Only the seeds and the model that reads them are built: the rest is as in the sample."""
    change_campaigns(project, {}, [], [condition])
    shutil.copy(sample_build.database, tmp_path / "work.duckdb")
    build = dbt(
        tmp_path / "build",
        "build",
        *("--select", "campaigns", "campaign_conditions", "segment_labels", "int_campaign_items"),
        project=project,
    )
    assert build.exit_code != 0
    first, value = condition.split(",", 1)[0], condition.rsplit(",", 1)[1].strip('"')
    assert f"campaign_id {first}, field " in build.output
    assert value in build.output
    assert problem in " ".join(build.output.split())


@pytest.fixture(scope="session")
def readings(real_13_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of the real extract with a campaign for each reading in the manual."""
    folder = tmp_path_factory.mktemp("readings")
    project = copied_project(folder / "project")
    campaigns, conditions = [], []
    for number, (_, rows, _) in enumerate(table(MANUAL, "Reading")):
        name = f"reading_{number}"
        row = {"campaign_id": name, "segment_map": "rf10", "is_active": "true"}
        campaigns.append(row | {"export_file": f"{name}.csv"})
        for condition in re.findall("`(.*?)`", rows):
            field, operator, value = condition.split(",", 2)
            conditions.append(f'{name},{field},{operator},"{value}"')
    change_campaigns(project, {}, campaigns, conditions)
    shutil.copy(real_13_build.database, folder / "built.duckdb")
    return dbt(
        folder,
        "build",
        "--exclude-resource-type",
        "unit_test",
        *("--select", "campaigns", "campaign_conditions", "int_campaign_items+"),
        project=project,
        project_vars={"customers_file": str(real_file("flo/flo_data_20k_store_type.csv"))},
    )


@pytest.mark.slow
def test_readings_of_a_brief_reach_as_many_as_the_manual_says(readings: Build) -> None:
    found = dict(readings.query("select campaign_id, customers from marts.campaign_summary"))
    shown = [int(row[2].replace(",", "")) for row in table(MANUAL, "Reading")]
    assert [found[f"reading_{number}"] for number in range(len(shown))] == shown
    assert readings.exit_code == 0, readings.output
