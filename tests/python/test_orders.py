"""Order lines as the second input: CDNOW by a second computation, policies, privacy, errors."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import oracle
import pytest
from conftest import ROOT, Build, built_models, dbt, real_file

SAMPLE_LINES = ROOT / "seeds" / "order_lines.csv"
PERSONAL = ("full_name", "user_name", "email", "phone", "zip", "ssn", "birth_date")
CDNOW_DATES = (date(1997, 3, 31), date(1997, 9, 30), date(1998, 6, 30))
CALIBRATION_END = date(1997, 9, 30)
HOLDOUT_DAYS = 273


@pytest.fixture(scope="session")
def cdnow_file() -> Path:
    return real_file("orders/cdnow_master.txt")


@pytest.fixture(scope="session")
def cdnow_build(builds: Callable[..., Build], cdnow_file: Path) -> Build:
    """Return the build of CDNOW, calibrated to 1997-09-30 and held against what came after."""
    return builds(
        orders_file=str(cdnow_file),
        order_layout="cdnow",
        history_from="1997-03-01",
        history_grain="quarter",
        holdout_date=str(CALIBRATION_END),
        holdout_days=HOLDOUT_DAYS,
    )


Line = tuple[str, date, int]


def cdnow_lines(file: Path) -> list[Line]:
    """Return customer, day and cents of every line."""
    lines = []
    for text in file.read_text(encoding="ascii").splitlines()[1:]:
        customer, day, _, dollars = text.split()
        lines.append((customer, date.fromisoformat(day), oracle.cents(Decimal(dollars))))
    return lines


def tiles(ordered: list[str], buckets: int = 5) -> dict[str, int]:
    """Deal customers, worst first, into even groups, the first ones larger by one."""
    size, larger = divmod(len(ordered), buckets)
    scores = [s + 1 for s in range(buckets) for _ in range(size + (s < larger))]
    return dict(zip(ordered, scores, strict=True))


def segments_as_of(lines: list[Line], as_of: date) -> dict[str, tuple]:
    """Return days, orders, cents, three scores and segment of everybody known on a date.

    A customer's lines of a day are one order.
    """
    days: dict[str, set[date]] = defaultdict(set)
    spend: Counter[str] = Counter()
    for customer, day, amount in lines:
        if day <= as_of:
            days[customer].add(day)
            spend[customer] += amount
    recency = {customer: (as_of - max(found)).days for customer, found in days.items()}
    r = tiles(sorted(days, key=lambda customer: (-recency[customer], customer)))
    f = tiles(sorted(days, key=lambda customer: (len(days[customer]), customer)))
    m = tiles(sorted(days, key=lambda customer: (spend[customer], customer)))
    return {
        customer: (
            recency[customer],
            len(found),
            spend[customer],
            *(r[customer], f[customer], m[customer]),
            oracle.RF10[r[customer], f[customer]],
        )
        for customer, found in days.items()
    }


# --- CDNOW ------------------------------------------------------------------------------


def test_cdnow_has_its_customers_and_both_order_counts(
    cdnow_build: Build, cdnow_file: Path
) -> None:
    lines = cdnow_lines(cdnow_file)
    ((customers, orders, spend),) = cdnow_build.query(
        "select count(*), sum(frequency), sum(monetary) from marts.customer_segments"
    )
    ((accepted,),) = cdnow_build.query(
        "select count(*) from intermediate.int_order_lines_checked where rejection_reasons is null"
    )
    assert customers == 23_570
    assert accepted == len(lines) == 69_659
    assert orders == len({(customer, day) for customer, day, _ in lines}) == 67_591
    assert spend * 100 == sum(amount for _, _, amount in lines)


@pytest.mark.parametrize("as_of", CDNOW_DATES, ids=str)
def test_cdnow_rfm_equals_the_oracle_row_by_row(
    as_of: date, cdnow_build: Build, cdnow_file: Path
) -> None:
    rows = cdnow_build.query(
        "select customer_id, recency_days, frequency, cast(monetary * 100 as bigint),"
        " recency_score, frequency_score, monetary_score, segment"
        f" from marts.customer_segments_history where as_of_date = date '{as_of}'"
    )
    found = {row[0]: row[1:] for row in rows}
    expected = segments_as_of(cdnow_lines(cdnow_file), as_of)
    assert len(rows) == len(found) == len(expected) > 20_000
    assert found == expected


def test_cdnow_holdout_lift_equals_the_oracle(cdnow_build: Build, cdnow_file: Path) -> None:
    lines = cdnow_lines(cdnow_file)
    known = segments_as_of(lines, CALIBRATION_END)
    until = CALIBRATION_END + timedelta(days=HOLDOUT_DAYS)
    assert until == date(1998, 6, 30)
    later = [line for line in lines if CALIBRATION_END < line[1] <= until]
    orders = Counter(customer for customer, _ in {(line[0], line[1]) for line in later})
    spend: Counter[str] = Counter()
    for customer, _, amount in later:
        spend[customer] += amount

    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for customer, values in known.items():
        groups["segment", values[-1]].append(customer)
        groups["all", "all"].append(customer)
    best = sorted(
        known,
        key=lambda customer: (
            -sum(known[customer][3:6]),
            known[customer][0],
            -known[customer][1],
            -known[customer][2],
            customer,
        ),
    )
    for customer, decile in tiles(best, 10).items():
        groups["decile", str(decile)].append(customer)

    all_buyers = sum(customer in orders for customer in known)
    expected = {}
    for group, members in groups.items():
        buyers = sum(customer in orders for customer in members)
        expected[group] = (
            len(members),
            buyers,
            sum(orders[customer] for customer in members),
            sum(spend[customer] for customer in members),
            oracle.ratio(buyers * len(known), len(members) * all_buyers, 6),
        )
    rows = cdnow_build.query(
        "select group_kind, group_name, customers, buyers, orders, cast(spend * 100 as bigint),"
        " buyer_lift from marts.segment_holdout_lift where is_complete"
    )
    assert {row[:2]: row[2:] for row in rows} == expected
    gains = cdnow_build.query(
        "select cumulative_buyer_share, cumulative_spend_share from marts.segment_holdout_lift"
        " where group_kind = 'decile' order by cast(group_name as integer)"
    )
    assert gains == sorted(gains)
    assert gains[-1] == (1, 1)
    # The evidence: the best tenth buys more than twice as often as all do.
    assert expected["decile", "1"][4] > 2 > 1 > expected["decile", "10"][4]


# --- the sample -------------------------------------------------------------------------


def sample_lines() -> list[dict[str, str]]:
    with SAMPLE_LINES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_is_what_its_generator_makes() -> None:
    script = ROOT / "scripts" / "generate_order_lines.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)


def test_sample_customers_equal_a_second_computation(order_build: Build) -> None:
    """Orders by distinct id, returns taken off, cancelled orders left out, channels split."""
    policies = {"complete": 1, "canceled": 0, "refund": -1, "returned": -1}
    orders: dict[str, set[str]] = defaultdict(set)
    online: dict[str, set[str]] = defaultdict(set)
    spend: Counter[str] = Counter()
    online_spend: Counter[str] = Counter()
    last: dict[str, date] = {}
    recent: dict[str, set[str]] = defaultdict(set)
    for line in sample_lines():
        customer, sign = line["customer_id"], policies[line["status"]]
        day, amount = date.fromisoformat(line["order_date"]), Decimal(line["amount"])
        spend[customer] += sign * amount
        if line["channel"] != "Offline":
            online_spend[customer] += sign * amount
        if sign == 1:
            orders[customer].add(line["order_id"])
            if line["channel"] != "Offline":
                online[customer].add(line["order_id"])
            last[customer] = max(day, last.get(customer, day))
            if date(2020, 6, 1) < day:
                recent[customer].add(line["category"])
    expected = {
        customer: (
            len(found),
            len(online[customer]),
            spend[customer],
            online_spend[customer],
            (date(2021, 6, 1) - last[customer]).days,
            f"[{', '.join(sorted(recent[customer]))}]",
        )
        for customer, found in orders.items()
    }
    rows = order_build.query(
        "select customer_id, frequency, online_order_count, monetary, online_spend, recency_days,"
        " category_list from marts.customer_segments"
    )
    assert {row[0]: row[1:] for row in rows} == expected


def test_breakdowns_add_up_to_the_spend(order_build: Build) -> None:
    ((spend,),) = order_build.query("select sum(monetary) from marts.customer_segments")
    rows = order_build.query(
        "select breakdown, sum(revenue) from marts.order_breakdowns group by breakdown"
    )
    assert {row[1] for row in rows} == {spend}
    assert {row[0] for row in rows} >= {"region", "state", "gender", "payment_method", "category"}
    nameless = order_build.query(
        "select distinct breakdown from marts.order_breakdowns where breakdown_value = '(none)'"
    )
    assert set(nameless) == {("state",), ("gender",)}


@pytest.mark.slow
def test_no_column_past_staging_tells_who_a_customer_is(order_build: Build) -> None:
    """Neither by name nor by content, in tables, published marts and lists."""
    columns = order_build.query(
        "select table_schema, table_name, column_name, data_type from information_schema.columns"
        " where table_schema in ('staging', 'intermediate', 'marts')"
    )
    assert len(columns) > 300
    for schema, table, column, data_type in columns:
        if schema != "staging":
            assert column not in PERSONAL, (table, column)
        if data_type == "VARCHAR":
            found = order_build.query(
                f"select count(*) from {schema}.{table} where \"{column}\" like '%@example.com%'"
                f" or \"{column}\" like 'Customer 0%'"
            )
            assert found == [(0,)], (table, column)
    for path in order_build.lists.glob("*.csv"):
        assert path.read_text(encoding="utf-8").splitlines()[0] == "customer_id"


# --- other inputs -----------------------------------------------------------------------

AMAZON = """\
order_id,order_date,status,item_id,qty_ordered,total,category,payment_method,cust_id,\
customer since,Gender,Place Name,County,City,State,Zip,Region,User Name,full name,E Mail
100,2020-10-01,received,1,2,20.50,Men's Fashion,cod,7,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u7,\
Jane Doe,jane@example.org
100,2020-10-01,received,2,1,5.25,Superstore,cod,7,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u7,\
Jane Doe,jane@example.org
101,2020-10-05,canceled,1,1,99.00,Soghaat,cod,7,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u7,\
Jane Doe,jane@example.org
102,2021-09-30,order_refunded,1,1,10.00,Others,cod,7,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u7,\
Jane Doe,jane@example.org
103,2021-09-30,complete,1,1,10.00,Others,cod,,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u8,\
Jim Doe,jim@example.org
104,2021-09-30,lost,1,1,10.00,Others,cod,9,2010-01-01,F,Here,Sun,Vinson,OK,1,South,u8,\
Jim Doe,jim@example.org
"""


@pytest.mark.slow
def test_amazon_as_it_is_with_a_hashed_column(tmp_path: Path) -> None:
    """No channel column: the omnichannel columns are null, not zero. The salt is nowhere.

    Of the order whose only line says that it was refunded nothing is left, not even its day.
    """
    file = tmp_path / "amazon.csv"
    file.write_text(AMAZON, encoding="utf-8")
    salt = "a long secret of this test"
    build = built_models(
        tmp_path / "build",
        "customer_segments",
        "rejected_order_lines",
        project_vars={
            "orders_file": str(file),
            "order_layout": "amazon_fy2021",
            "hashed_personal_columns": ["email"],
            "max_rejected_share": 0.5,
        },
        variables={"OMNICHANNEL_RFM_SALT": salt},
    )
    assert build.query(
        "select customer_id, frequency, monetary, recency_days, online_order_count, offline_spend,"
        " last_online_order_date, order_channel, online_order_share, online_spend_share"
        " from marts.customer_segments"
    ) == [("7", 1, Decimal("25.75"), 2, None, None, None, None, None, None)]
    assert build.query(
        "select order_id, rejection_reasons from marts.rejected_order_lines order by order_id"
    ) == [("103", "missing_customer_id"), ("104", "unmapped_status")]
    hashed = build.query(
        "select distinct email_hash, full_name_hash from intermediate.int_order_lines_checked"
        " where customer_id = '7'"
    )
    assert hashed == [(hashlib.sha256(f"{salt}jane@example.org".encode()).hexdigest(), None)]
    for path in (tmp_path / "build").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert salt.encode() not in content, path
            assert b"jane@example.org" not in content, path


UCI = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,71053,LANTERN,3,12/1/2010 8:26,0.335,17850,United Kingdom
C536379,71053,LANTERN,-1,12/2/2010 9:41,0.335,17850,United Kingdom
536370,22728,CLOCK,24,12/1/2010 8:45,3.75,,France
"""


@pytest.mark.slow
def test_uci_online_retail_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "uci.csv"
    file.write_text(UCI, encoding="utf-8")
    build = built_models(
        tmp_path / "build",
        "customer_segments",
        project_vars={
            "orders_file": str(file),
            "order_layout": "uci_online_retail",
            "max_rejected_share": 0.5,
        },
    )
    # 15.30 + 1.01 (1.005 rounded half up) - 0.34
    assert build.query(
        "select customer_id, frequency, monetary, last_order_date from marts.customer_segments"
    ) == [("17850", 1, Decimal("15.97"), date(2010, 12, 1))]


@pytest.mark.parametrize(
    ("project_vars", "words"),
    [
        (
            {"order_sample": True, "customers_file": "some.csv"},
            ["Several inputs", "customers_file 'some.csv' and order_sample 'True'"],
        ),
        ({"look_back_months": 12}, ["look_back_months needs order lines"]),
        (
            {"orders_file": str(ROOT / "seeds" / "campaigns.csv"), "publish_path": None},
            ["cannot be read", "'customer_id'", "missing is", "neither an amount", "order_columns"],
        ),
        (
            {"order_sample": True, "hashed_personal_columns": ["email"], "publish_path": None},
            ["OMNICHANNEL_RFM_SALT"],
        ),
    ],
    ids=["two_inputs", "customer_form", "no_columns", "no_salt"],
)
def test_a_wrong_input_is_named(
    project_vars: dict[str, object], words: list[str], tmp_path: Path
) -> None:
    failed = dbt(tmp_path, "run", "--select", "stg_orders__texts", project_vars=project_vars)
    assert failed.exit_code != 0
    text = re.sub(r"\s+", " ", failed.output)
    for word in words:
        assert word in text, failed.output
