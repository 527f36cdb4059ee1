"""A campaign is launched once, stays as it was launched, and is judged when its days are over."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import ROOT, Build, copied_project, dbt

pytestmark = pytest.mark.slow

# The campaign of the manual that all tests launch: everybody, and half of them are control.
CAMPAIGN = {
    "campaign_id": "spring",
    "name_en": "Spring",
    "name_tr": "Bahar",
    "description_en": "Everybody who has spent much.",
    "description_tr": "Çok harcayan herkes.",
    "segment_map": "rf10",
    "priority": "3",
    "control_share": "0.5",
    "starts_on": "2021-03-01",
    "measure_days": "30",
    "is_active": "true",
    "export_file": "spring.csv",
}
PLAN, LAUNCH, LATER = "2021-02-20", "2021-03-02", "2021-04-05"
SELECTED = (
    *("+campaign_lift", "+campaign_plans", "+campaign_plan_members", "+campaign_targets"),
    "+program_lift",
)
SEALED = (
    "select * from intermediate.int_launched_plans order by all",
    "select * from intermediate.int_launched_members order by all",
)


def add_row(path: Path, row: dict[str, str]) -> None:
    """Add a row to a seed; columns that it does not name are empty."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerow(row)


def condition(value: str) -> dict[str, str]:
    """Return the campaign's only condition, with a number of its own."""
    return {
        "campaign_id": "spring",
        "field": "monetary",
        "operator": "at_least",
        "value": value,
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the campaign in its seeds."""
    folder = copied_project(tmp_path_factory.mktemp("launch") / "project", "docs")
    add_row(folder / "seeds" / "campaigns.csv", CAMPAIGN)
    add_row(folder / "seeds" / "campaign_conditions.csv", condition("100.00"))
    return folder


def build(project: Path, day: str, *options: str, whole: bool = False) -> Build:
    """Build the campaigns of the order sample as of a day; all of it to be published if whole."""
    select = () if whole else ("--select", *SELECTED)
    return dbt(
        project.parent / "work",
        "build",
        *("--exclude-resource-type", "unit_test"),
        *(() if whole else ("--exclude-resource-type", "test")),
        *select,
        *options,
        project=project,
        project_vars={"order_sample": True, "analysis_date": day, "latest_order_date": day}
        | {"max_rejected_share": 1, "universal_control_share": 0.1},
    )


def by_campaign(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each campaign."""
    found = defaultdict(list)
    for row in rows:
        found[row["campaign_id"]].append(row)
    return found


@pytest.fixture(scope="module")
def launched(project: Path) -> dict[str, Any]:
    """Plan, launch, and build a month later with --full-refresh; return what each has left."""
    seen: dict[str, Any] = {}
    for name, day, options, whole in (
        ("plan", PLAN, (), False),
        ("launch", LAUNCH, (), True),
        ("later", LATER, ("--full-refresh",), False),
    ):
        made = build(project, day, *options, whole=whole)
        assert made.exit_code == 0, made.output
        seen[name] = {
            "sealed": [made.query(sql) for sql in SEALED],
            "lift": made.rows("campaign_lift"),
            "program": made.rows("program_lift"),
            "members": by_campaign(made.rows("campaign_plan_members")),
            "plans": by_campaign(made.rows("campaign_plans")),
            "customers": [
                customer
                for (customer,) in made.query(
                    "select customer_id from intermediate.int_customers_measured order by all"
                )
            ],
            "targets": made.query(
                "select customer_id from marts.campaign_targets where campaign_id = 'spring'"
            ),
        }
        if whole:
            seen["list"] = (made.lists / "spring.csv").read_bytes()
    seen["build"] = made
    return seen


def test_nothing_is_launched_before_it_starts(launched: dict[str, Any]) -> None:
    assert launched["plan"]["sealed"] == [[], []]
    assert launched["plan"]["targets"] != []
    assert launched["plan"]["lift"] == []


def test_the_launch_seals_rule_list_and_control(launched: dict[str, Any]) -> None:
    (plan,) = launched["launch"]["plans"]["spring"]
    members = launched["launch"]["members"]["spring"]
    assert str(plan["launched_on"]) == LAUNCH
    assert str(plan["measured_until"]) == "2021-03-31"
    assert plan["rule_en"] == "spent at least 100.00"
    arms = [member["arm"] for member in members]
    assert plan["treated_customers"] == arms.count("treated") > 100
    assert plan["control_customers"] == arms.count("control") > 100
    treated = sorted(one["customer_id"] for one in members if one["arm"] == "treated")
    assert treated == sorted(one for (one,) in launched["launch"]["targets"])
    assert launched["list"] == ("\n".join(["customer_id", *treated]) + "\n").encode()
    assert plan["list_hash"] == hashlib.sha256(launched["list"]).hexdigest()
    assert sorted(one["list_place"] for one in members) == [*range(1, len(members) + 1)]
    assert {one["verdict"] for one in launched["launch"]["lift"]} == {"still_running"}


def test_a_full_refresh_a_month_later_changes_nothing(launched: dict[str, Any]) -> None:
    assert launched["later"]["sealed"] == launched["launch"]["sealed"]
    # What the rule would draw today is another list.
    assert launched["later"]["targets"] != launched["launch"]["targets"]


@pytest.mark.parametrize(
    ("campaign", "last_day"), [("spring", "2021-03-31"), ("universal_control", LATER)]
)
def test_campaign_and_program_are_judged_by_our_own_orders(
    launched: dict[str, Any], campaign: str, last_day: str
) -> None:
    """Orders and spend of the members from the launch on, by Python from the seed."""
    orders: dict[str, set[str]] = defaultdict(set)
    with (ROOT / "seeds" / "order_lines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if LAUNCH < row["order_date"] <= last_day and row["status"] == "complete":
                orders[row["customer_id"]].add(row["order_id"])
    rows = launched["later"]["lift" if campaign == "spring" else "program"]
    found = {row["measure"]: row for row in rows if row["segment"] == "all"}
    assert {row["verdict"] for row in found.values()} <= {"worked", "harmed", "nothing_shown"}
    for arm in ("treated", "control"):
        members = launched["launch"]["members"][campaign]
        ids = [member["customer_id"] for member in members if member["arm"] == arm]
        total = Decimal(sum(len(orders[one]) for one in ids))
        assert total > 10
        assert found["orders_per_customer"][f"{arm}_total"] == total
        buyers = sum(1 for one in ids if orders[one])
        assert found["buyer_share"][f"{arm}_total"] == buyers


def test_the_program_is_everybody_against_those_whom_none_contacts(
    launched: dict[str, Any],
) -> None:
    assert launched["plan"]["program"] == []
    (plan,) = launched["launch"]["plans"]["universal_control"]
    assert (plan["measured_until"], plan["list_hash"]) == (None, None)
    members = launched["launch"]["members"]
    customers = launched["launch"]["customers"]
    assert [member["customer_id"] for member in members["universal_control"]] == customers
    kept_out = {m["customer_id"] for m in members["universal_control"] if m["arm"] == "control"}
    assert len(kept_out) == plan["control_customers"] > 100
    assert kept_out.isdisjoint(member["customer_id"] for member in members["spring"])


def test_a_changed_rule_of_a_launched_campaign_stops_the_build(
    launched: dict[str, Any], project: Path
) -> None:
    before = launched["build"].query("select max(run_id) from marts.campaign_targets")
    conditions = project / "seeds" / "campaign_conditions.csv"
    text = conditions.read_text(encoding="utf-8")
    try:
        conditions.write_text(text.replace("at_least,100.00", "at_least,50.00"), encoding="utf-8")
        stopped = build(project, LATER)
    finally:
        conditions.write_text(text, encoding="utf-8")
    assert stopped.exit_code == 1
    assert "campaign_id spring, launched on 2021-03-02" in stopped.output
    assert '"spent at least 100.00", and the seeds say "spent at least 50.00"' in stopped.output
    assert "add a new campaign" in stopped.output
    assert stopped.query("select max(run_id) from marts.campaign_targets") == before
    assert [stopped.query(sql) for sql in SEALED] == launched["launch"]["sealed"]


def test_a_lost_work_file_is_restored_from_what_is_published(
    launched: dict[str, Any], project: Path
) -> None:
    """The published run is the one of the launch: what was sealed in it comes back as it was."""
    database = launched["build"].database
    database.unlink()
    again = build(project, LATER, "--full-refresh")
    assert again.exit_code == 0, again.output
    assert [again.query(sql) for sql in SEALED] == launched["launch"]["sealed"]
    # Also a plan that the file has lost alone.
    with duckdb.connect(str(database)) as connection:
        connection.execute("delete from intermediate.int_launched_plans")
    again = build(project, LATER)
    assert again.exit_code == 0, again.output
    assert [again.query(sql) for sql in SEALED] == launched["launch"]["sealed"]
