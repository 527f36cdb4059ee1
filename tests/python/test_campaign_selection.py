"""Who may be contacted and who is kept as control: by an oracle in plain Python, on random logs."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import duckdb
import pytest
from chance import SALT, bucket, is_drawn
from conftest import Build, built, compiled_models, copied_project

TODAY = date(2021, 6, 1)
UNIVERSAL_SHARE = Fraction(1, 10)
MODELS = (
    "int_contact_permissions",
    "int_contacts_barred",
    "int_campaign_reach",
    "int_campaign_selection",
)
CHANNELS = ("email", "sms")
LOGS = 300

pytestmark = pytest.mark.slow

Rows = list[dict[str, Any]]


# --- the oracle -----------------------------------------------------------------------


def reason_against(log: dict[str, Rows], campaign: dict[str, Any], customer: str) -> str | None:
    """Return the first reason for which a campaign may not contact a customer."""
    channel = campaign["contact_channel"]
    records = [
        (row["recorded_at"], row["permission"] == "refused")
        for row in log["contact_permissions"]
        if row["customer_id"] == customer and row["contact_channel"] == channel
    ]
    if not records:
        return "permission_unknown"
    if max(records)[1]:
        return "permission_refused"
    for row in log["suppressions"]:
        begins, ends = row["suppressed_from"] or TODAY, row["suppressed_until"] or TODAY
        if row["customer_id"] == customer and begins <= TODAY <= ends:
            return "suppressed"
    contacts = [
        ((TODAY - row["contacted_on"]).days, row["contact_channel"], row["campaign_id"])
        for row in log["contact_history"]
        if row["customer_id"] == customer and row["is_marketing"] != "false"
    ]
    contacts = [contact for contact in contacts if contact[0] >= 0]
    again = campaign["repeat_after_days"] or 0
    if any(days < again and name == campaign["campaign_id"] for days, _, name in contacts):
        return "repeated_too_soon"
    for limit in log["contact_limits"]:
        counted = [
            days
            for days, by, _ in contacts
            if days < limit["days"] and limit["contact_channel"] in ("all", by)
        ]
        applies = limit["contact_channel"] in ("all", channel)
        if applies and len(counted) >= limit["contacts"]:
            return "contact_limit"
    return "universal_control" if is_drawn(UNIVERSAL_SHARE, "", customer) else None


def selection(log: dict[str, Rows]) -> dict[tuple[str, str], str]:
    """Return what becomes of each customer who meets a campaign's rule."""
    home = {row["customer_id"]: row["household_id"] for row in log["households"]}
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for campaign in sorted(log["campaigns"], key=lambda row: row["campaign_rank"]):
        name, homes, treated = campaign["campaign_id"], set(), 0
        members = [row for row in log["candidates"] if row["campaign_id"] == name]
        members.sort(key=lambda row: (-row["rank_value"], row["customer_id"]))
        now: set[str] = set()
        for member in members:
            customer = member["customer_id"]
            status = reason_against(log, campaign, customer)
            household = home.get(customer)
            if status is None and customer in taken:
                status = "other_campaign"
            if status is None and household is not None and household in homes:
                status = "household"
            if status is None:
                homes.add(household)
                maximum = campaign["maximum_treated"]
                if maximum is not None and treated >= maximum:
                    status = "over_maximum"
                elif is_drawn(campaign["control_share"], name, customer):
                    status = "control"
                else:
                    status, treated = "treated", treated + 1
            if status in ("treated", "control"):
                now.add(customer)
            found[name, customer] = status
        taken |= now
    return found


# --- random logs ----------------------------------------------------------------------


def random_log(seed: int) -> dict[str, Rows]:
    """Return a log of contacts and three campaigns, small enough that everything collides."""
    chance = random.Random(seed)
    customers = [f"c{number}" for number in range(chance.randint(1, 25))]

    def day() -> date:
        return TODAY - timedelta(days=chance.randint(-3, 40))

    def some(share: float) -> list[str]:
        return [customer for customer in customers if chance.random() < share]

    campaigns = [
        {
            "campaign_id": name,
            "campaign_rank": rank,
            "is_applied": True,
            "contact_channel": chance.choice(CHANNELS),
            "repeat_after_days": chance.choice([None, 10, 30]),
            "control_share": chance.choice([Fraction(0), Fraction(1, 10), Fraction(1, 2)]),
            "maximum_treated": chance.choice([None, 0, 1, 3, 8]),
        }
        for rank, name in enumerate(chance.sample(["winback", "women", "gift"], 3), 1)
    ]
    return {
        "campaigns": campaigns,
        "candidates": [
            {"campaign_id": row["campaign_id"], "customer_id": customer}
            | {"rank_value": chance.randint(0, 5)}
            for row in campaigns
            for customer in some(0.8)
        ],
        "contact_permissions": [
            {"customer_id": customer, "contact_channel": channel}
            | {"permission": chance.choice(["granted", "granted", "refused"])}
            | {"recorded_at": chance.choice(["2020-01-01", "2020-01-01 09:00:00", "2021-01-01"])}
            for channel in CHANNELS
            for _ in range(2)
            for customer in some(0.7)
        ],
        "suppressions": [
            {"customer_id": customer}
            | {"suppressed_from": chance.choice([None, day()])}
            | {"suppressed_until": chance.choice([None, day()])}
            for customer in some(0.15)
        ],
        "contact_history": [
            {"customer_id": customer, "contact_channel": chance.choice((*CHANNELS, "call"))}
            | {"campaign_id": chance.choice([None, "winback", "women"]), "contacted_on": day()}
            | {"is_marketing": chance.choice([None, "true", "false"])}
            for _ in range(2)
            for customer in some(0.5)
        ],
        "contact_limits": [
            {"contact_channel": channel, "contacts": chance.randint(1, 3), "days": days}
            for channel in ("all", *CHANNELS)
            for days in (7, 30)
            if chance.random() < 0.4
        ],
        "households": [
            {"customer_id": customer, "household_id": f"h{chance.randint(0, 6)}"}
            for customer in some(0.6)
        ],
    }


# --- the models on those logs ---------------------------------------------------------


@pytest.fixture(scope="session")
def statements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the SQL of the models with all inputs given; they are compiled without a database."""
    return compiled_models(
        tmp_path_factory.mktemp("selection"),
        *MODELS,
        project_vars={
            "one_campaign_per_customer": True,
            "universal_control_share": float(UNIVERSAL_SHARE),
            "contact_permissions_file": "given.csv",
            "households_file": "given.csv",
        },
    )


COLUMNS = {
    "campaigns": "campaign_id varchar, campaign_rank integer, is_applied boolean, contact_channel"
    " varchar, repeat_after_days integer, control_share decimal(6, 4), maximum_treated integer",
    "candidates": "campaign_id varchar, customer_id varchar, rank_value decimal(28, 6)",
    "contact_permissions": "customer_id varchar, contact_channel varchar, permission varchar,"
    " recorded_at varchar",
    "suppressions": "customer_id varchar, suppressed_from date, suppressed_until date",
    "contact_history": "customer_id varchar, contact_channel varchar, campaign_id varchar,"
    " contacted_on date, is_marketing varchar",
    "contact_limits": "contact_channel varchar, contacts integer, days integer",
    "households": "customer_id varchar, household_id varchar",
}


@pytest.fixture(scope="module")
def database(
    statements: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database with empty tables for the models to read, and views of their SQL."""
    path = tmp_path_factory.mktemp("logs") / "built.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema staging; create schema intermediate")
        for name, columns in COLUMNS.items():
            schema, table, more = "staging", f"stg_records__{name}", ", rejection_reasons varchar"
            if name in ("campaigns", "candidates"):
                schema = "intermediate"
                table = "int_campaigns" if name == "campaigns" else "int_campaign_candidates"
                more = ", missed_conditions integer default 0" if name == "candidates" else ""
            connection.execute(f"create table {schema}.{table} ({columns}{more})")
        connection.execute(
            f"create table intermediate.int_analysis_date as select date '{TODAY}' as analysis_date"
        )
        for model in MODELS:
            connection.execute(f"create view intermediate.{model} as {statements[model]}")
        yield connection


def fill(connection: duckdb.DuckDBPyConnection, log: dict[str, Rows]) -> None:
    """Replace the rows of all tables that the models read."""
    for name, rows in log.items():
        table = {
            "campaigns": "intermediate.int_campaigns",
            "candidates": "intermediate.int_campaign_candidates",
        }.get(name, f"staging.stg_records__{name}")
        connection.execute(f"delete from {table}")
        if rows:
            marks = "(" + ", ".join("?" for _ in rows[0]) + ")"
            values = [
                float(one) if isinstance(one, Fraction) else one
                for row in rows
                for one in row.values()
            ]
            connection.execute(
                f"insert into {table} ({', '.join(rows[0])}) values "
                + ", ".join([marks] * len(rows)),
                values,
            )


def test_random_logs_are_selected_as_the_oracle_says(
    database: duckdb.DuckDBPyConnection,
) -> None:
    seen: Counter[str] = Counter()
    for seed in range(LOGS):
        log = random_log(seed)
        fill(database, log)
        rows = database.execute(
            "select campaign_id, customer_id, status from intermediate.int_campaign_selection"
        ).fetchall()
        expected = selection(log)
        assert {row[:2]: row[2] for row in rows} == expected, seed
        assert len(rows) == len(expected), seed
        seen.update(expected.values())
    assert len(seen) == 11
    assert min(seen.values()) > 20, seen


# --- chance ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(statements: dict[str, str]) -> duckdb.DuckDBPyConnection:
    """Return a million ids with the bucket of the universal group and that of one campaign."""
    pattern = (
        r"cast\(cast\('0x' \|\| substr\(md5\((.*?)\), 1, 16\) as ubigint\) as decimal\(20, 0\)\)"
    )
    found = re.search(pattern, statements["int_campaign_reach"])
    assert found
    buckets = [
        found.group(0).replace(found.group(1), f"'{SALT}|{prefix}|' || id") for prefix in ("", "c")
    ]
    sql = f"select id, {buckets[0]} as universal, {buckets[1]} as own from ids"
    connection = duckdb.connect()
    connection.execute("create table ids as select 'id-' || i as id from range(1000000) as t(i)")
    connection.execute(f"create table drawn as {sql}")
    return connection


def test_a_share_is_drawn_within_the_error_of_chance(drawn: duckdb.DuckDBPyConnection) -> None:
    count = 1_000_000
    for share in (0.0, 0.01, 0.1, 0.5):
        for column in ("universal", "own"):
            ((found,),) = drawn.execute(
                f"select count(*) from drawn where {column} < {share} * 18446744073709551616"
            ).fetchall()
            # Four standard errors: once in 16,000 draws by chance alone.
            assert abs(found - share * count) <= 4 * sqrt(count * share * (1 - share))
    ((found,),) = drawn.execute("select own from drawn where id = 'id-7'").fetchall()
    assert int(found) == bucket(SALT, "c", "id-7")


def chi_squared(counts: list[int], expected: list[float]) -> float:
    """Return Pearson's statistic of counts against what is expected."""
    return sum((n - e) ** 2 / e for n, e in zip(counts, expected, strict=True))


def test_buckets_are_even_and_the_two_draws_independent(drawn: duckdb.DuckDBPyConnection) -> None:
    """By the values that chance passes once in a thousand: 148.23 with 99 degrees, 10.83 with 1."""
    for column in ("universal", "own"):
        counts = drawn.execute(
            f"select count(*) from drawn group by floor({column} / 184467440737095516.16)"
        ).fetchall()
        assert len(counts) == 100
        assert chi_squared([count for (count,) in counts], [10_000.0] * 100) < 148.23
    tenth = 2**64 // 10
    cells = {
        (own, universal): count
        for own, universal, count in drawn.execute(
            f"select own < {tenth}, universal < {tenth}, count(*) from drawn group by all"
        ).fetchall()
    }
    own = cells[True, True] + cells[True, False]
    universal = cells[True, True] + cells[False, True]
    shares = {True: (own / 1e6, universal / 1e6), False: (1 - own / 1e6, 1 - universal / 1e6)}
    expected = [1e6 * shares[one][0] * shares[other][1] for one, other in cells]
    assert chi_squared(list(cells.values()), expected) < 10.83


# --- as a user gives the inputs -------------------------------------------------------


def write(path: Path, lines: list[str]) -> str:
    """Write lines to a file and return its path."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def contacted(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of the sample with all inputs on contacts, some of their rows wrong.

    Of the ids of `discount`, sorted, the first has refused, the second has no record, the third is
    suppressed, the fourth has had two contacts in 30 days; the others have granted.
    """
    folder = tmp_path_factory.mktemp("contacted")
    ids = [
        row["customer_id"]
        for row in sample_build.rows("campaign_targets")
        if row["campaign_id"] == "discount"
    ]
    project = folder / "project"
    copied_project(project)
    path = project / "seeds" / "campaigns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"contact_channel": "sms", "control_share": "0.2", "contact_cost": "0.50"}
        if row["campaign_id"] == "discount":
            row |= {"maximum_customers": "900", "budget": "400"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    permissions = [
        f"{customer};MESAJ;ONAY;2021-01-01 10:00:00;BIREYSEL"
        for number, customer in enumerate(ids)
        if number != 1
    ]
    given = {
        "contact_permissions_layout": "iys",
        "contact_permissions_file": write(
            folder / "permissions.csv",
            [
                "recipient;type;status;consentDate;recipientType",
                *permissions,
                f"{ids[0]};mesaj;RET;2021-01-01 10:00:00;BIREYSEL",
                f"{ids[2]};FAKS;RET;2021-02-01;TACIR",
                f"{ids[2]};MESAJ;RET;1 Mart 2021;TACIR",
            ],
        ),
        "suppressions_file": write(
            folder / "suppressions.csv",
            [
                "customer_id,suppressed_from,suppressed_until,reason",
                f"{ids[2]},01.05.2021,,complaint",
            ],
        ),
        "contact_history_file": write(
            folder / "history.csv",
            [
                "customer_id,contact_channel,contacted_on",
                f"{ids[3]},sms,2021-05-20",
                f"{ids[3]},sms,2021-05-03",
                f"{ids[4]},sms,2021-05-02",
                f"{ids[4]},sms,2021-05-03",
            ],
        ),
        "contact_limits_file": write(
            folder / "limits.csv", ["contact_channel,contacts,days", "sms,2,30"]
        ),
    }
    build = built(
        folder / "build",
        project=project,
        project_vars={**given, "one_campaign_per_customer": True, "max_rejected_share": 0.05},
    )
    return build


def test_lists_hold_the_treated_and_everybody_else_has_a_reason(
    contacted: Build, sample_build: Build
) -> None:
    ids = sorted(
        row["customer_id"]
        for row in sample_build.rows("campaign_targets")
        if row["campaign_id"] == "discount"
    )
    reasons = {
        row["customer_id"]: row["reason"]
        for row in contacted.rows("campaign_exclusions")
        if row["campaign_id"] == "discount"
    }
    assert [reasons.get(customer) for customer in ids[:4]] == [
        "permission_refused",
        "permission_unknown",
        "suppressed",
        "contact_limit",
    ]
    assert reasons.get(ids[4]) in (None, "over_maximum")
    arms = {
        row["customer_id"]: row["arm"]
        for row in contacted.rows("campaign_assignments")
        if row["campaign_id"] == "discount"
    }
    assert reasons.keys() | arms.keys() == set(ids)
    assert not reasons.keys() & arms.keys()
    listed = (contacted.lists / "discount_target_customer_ids.csv").read_text().splitlines()[1:]
    assert listed == sorted(customer for customer, arm in arms.items() if arm == "treated")
    # 400 TL pay for 800 messages, fewer than the 900 of the maximum.
    assert len(listed) == 800
    share = Fraction(1, 5)
    assert all((arm == "control") == is_drawn(share, "discount", one) for one, arm in arms.items())
    assert sorted(
        (row["form"], row["rejection_reasons"]) for row in contacted.rows("rejected_records")
    ) == [
        ("contact_permissions", "unparsable_contact_channel"),
        ("contact_permissions", "unparsable_recorded_at"),
    ]
    (summary,) = (
        row for row in contacted.rows("campaign_summary") if row["campaign_id"] == "discount"
    )
    assert summary["planned_cost"] == 400
    assert summary["permission_refused_customers"] == 1
    assert summary["over_maximum_customers"] == len(ids) - 4 - len(arms)
