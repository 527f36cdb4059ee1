"""The CSV lists: whole or not at all, of the last build or none."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Build, built, built_models, copied_project, dbt

from omnichannel_rfm import campaign_lists

LISTS = ["discount_target_customer_ids.csv", "new_brand_target_customer_id.csv"]


def names(folder: Path) -> list[str]:
    """Return what a reader of the folder sees, hidden files and folders apart."""
    if not folder.exists():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


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
    assert names(sample_build.exports) == LISTS
    for file, campaign in zip(LISTS, ("discount", "new_brand"), strict=True):
        content = (sample_build.exports / file).read_bytes()
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


def test_a_new_row_is_a_new_campaign_and_a_removed_one_leaves_no_list(
    project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "build"
    models = ("campaign_targets", "campaign_summary")
    built_models(folder, *models, project=project)
    assert names(folder / "exports") == LISTS
    (folder / "exports" / "notes.txt").write_text("not ours")

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
    build = built_models(folder, *models, project=project)
    assert names(folder / "exports") == ["notes.txt", "regulars.csv", "women.csv"]
    regulars = build.query(
        """
        select customer_id from marts.customer_segments
        where segment = 'loyal_customers' and last_order_channel = 'Offline' and monetary >= 1000
        order by customer_id
        """
    )
    content = (folder / "exports" / "regulars.csv").read_text(encoding="utf-8")
    assert content.splitlines() == ["customer_id", *(row[0] for row in regulars)]
    assert len(regulars) > 10
    summary = {row["campaign_id"]: row for row in build.rows("campaign_summary")}
    assert summary["discount"]["customers"] == 0
    assert summary["discount"]["not_applied_because"] == "switched off in the seed campaigns"
    assert (
        summary["offline_regulars"]["rule"]
        == "segment loyal_customers; last ordered by Offline; spent at least 1000.00"
    )


def test_a_failed_build_leaves_no_list_of_an_earlier_one(tmp_path: Path) -> None:
    built_models(tmp_path, "campaign_targets")
    assert names(tmp_path / "exports") == LISTS
    build = dbt(
        tmp_path,
        *("build", "--exclude-resource-type", "unit_test", "test"),
        project_vars={"segment_map": "nowhere"},
    )
    assert build.exit_code != 0
    assert "No campaign list was written" in build.output
    assert names(tmp_path / "exports") == []


def test_a_failing_test_holds_the_lists_back(project: Path, tmp_path: Path) -> None:
    change_campaigns(project, {"new_brand": {"segments": "champoins"}})
    build = dbt(
        tmp_path / "build",
        *("build", "--exclude-resource-type", "unit_test", "--select"),
        *("+campaign_targets", "+campaign_summary"),
        project=project,
    )
    assert build.exit_code != 0
    assert "campaigns_name_segments_of_their_map" in build.output
    assert names(tmp_path / "build" / "exports") == []


def test_commands_that_rebuild_no_targets_leave_the_lists_alone(tmp_path: Path) -> None:
    built_models(tmp_path, "campaign_targets")
    for command in (("seed",), ("run", "--select", "segments")):
        assert dbt(tmp_path, *command).exit_code == 0
        assert names(tmp_path / "exports") == LISTS


def test_a_map_without_campaigns_writes_no_list(tmp_path: Path) -> None:
    build = built(tmp_path, project_vars={"segment_map": "rfm11_codes", "score_buckets": 4})
    assert names(tmp_path / "exports") == []
    reasons = build.query("select distinct not_applied_because from marts.campaign_summary")
    assert reasons == [("written for the segment map rf10",)]


def test_lists_can_be_switched_off(tmp_path: Path) -> None:
    models = ("campaign_targets", "campaign_summary")
    build = built_models(tmp_path, *models, project_vars={"exports_path": None})
    assert not build.exports.exists()


def test_a_profile_without_the_plugin_is_told_what_to_add(project: Path, tmp_path: Path) -> None:
    (project / "profiles.yml").write_text(
        "omnichannel_rfm:\n  target: duckdb\n  outputs:\n    duckdb:\n      type: duckdb\n"
        f"      path: {tmp_path / 'own.duckdb'}\n",
        encoding="utf-8",
    )
    build = dbt(tmp_path / "build", "build", project=project)
    assert build.exit_code != 0
    assert "omnichannel_rfm.campaign_lists" in build.output
    assert "exports_path" in build.output
    assert "OK created" not in build.output


def test_a_killed_build_leaves_no_half_written_list(tmp_path: Path) -> None:
    """Killed without warning while it runs, at several moments; a later build cleans up."""
    built_models(tmp_path, "campaign_targets")
    before = {name: (tmp_path / "exports" / name).read_bytes() for name in LISTS}
    vars_text = f'{{"exports_path": "{tmp_path / "exports"}"}}'
    for seconds in (5.0, 8.0):
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from dbt.cli.main import cli; cli()"),
                *("build", "--exclude-resource-type", "unit_test", "test", "--vars", vars_text),
                *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
            ],
            cwd=ROOT,
            env={"OMNICHANNEL_RFM_DATABASE": str(tmp_path / "built.duckdb"), "PATH": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name in names(tmp_path / "exports"):
            assert (tmp_path / "exports" / name).read_bytes() == before[name]
    built_models(tmp_path, "campaign_targets")
    assert {name: (tmp_path / "exports" / name).read_bytes() for name in LISTS} == before
    assert not (tmp_path / "exports" / campaign_lists.UNFINISHED).exists()


# --- the plugin by itself ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["../x.csv", "a/b.csv", "a\\b.csv", ".hidden.csv", "", "x\0.csv"])
def test_a_list_never_leaves_its_folder(name: str) -> None:
    with pytest.raises(campaign_lists.CampaignListError, match="plain file name"):
        campaign_lists.check_names([name])


def test_two_campaigns_never_share_a_file() -> None:
    with pytest.raises(campaign_lists.CampaignListError, match="two campaigns"):
        campaign_lists.check_names(["a.csv", "A.csv"])


def test_a_crash_between_two_moves_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first list is in place, the second is not: the next run removes the first."""
    campaign_lists.prepare(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / campaign_lists.UNFINISHED / name).write_text("customer_id\n")
    replace = campaign_lists.os.replace

    def crash_at_b(source: Path, target: Path) -> None:
        if Path(target).name == "b.csv":
            raise OSError("power cut")
        replace(source, target)

    monkeypatch.setattr(campaign_lists.os, "replace", crash_at_b)
    with pytest.raises(OSError, match="power cut"):
        campaign_lists.publish(tmp_path, ["a.csv", "b.csv"], [])
    assert names(tmp_path) == ["a.csv"]
    campaign_lists.withdraw(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_lists_of_campaigns_not_applied_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("customer_id\n")
    (tmp_path / "kept.txt").write_text("")
    campaign_lists.prepare(tmp_path)
    campaign_lists.publish(tmp_path, [], ["old.csv"])
    assert names(tmp_path) == ["kept.txt"]
