"""Numbers below zero and at the limits of what a column holds: right, or rejected with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import Build, built, built_models

LIMIT = Decimal("999999999.00")
DAY = date(2024, 2, 28)
# Marts in which all customers' spend adds up: the column to add, and the rows.
SUMS = {
    "segment_profiles": ("revenue", "true"),
    "rf_grid": ("revenue", "true"),
    "category_profiles": ("revenue_split", "true"),
    "store_profiles": ("revenue_split", "true"),
    "channel_profiles": ("revenue", "channel_kind = 'order_channel'"),
    "segment_breakdowns": ("revenue", "dimension = 'order_channel'"),
    "order_breakdowns": ("revenue", "breakdown = 'category'"),
}


def extreme_lines(folder: Path) -> dict[str, str | int]:
    """Write order lines from deep below zero to far above; return the vars that read them.

    `owes` took back more than it bought, `rich` has a thousand lines at the limit in one order,
    `richer` one line more, and fifteen others a thousand orders each, to 15 billion in all.
    """
    lines = ["order_id,order_date,customer_id,amount,category,channel,store"]
    lines += [f"s,{DAY},small,0.02,b,Online,x", f"o1,{DAY},owes,100.00,a,Online,x"]
    lines += [f"o2,{DAY},owes,-{LIMIT},a,Online,x", f"o2,{DAY},owes,-7.00,a,Offline,y"]
    for name, count in (("rich", 1_000), ("richer", 1_001)):
        lines += [f"{name},{DAY},{name},{LIMIT},c,Online,y"] * count
    for number in range(15):
        for order in range(1_000):
            day = DAY - timedelta(days=order % 90)
            lines.append(f"m{number}-{order},{day},m{number:02},1000000.00,d,Offline,z")
    file = folder / "lines.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"orders_file": str(file), "holdout_date": "2024-01-31", "holdout_days": 30}


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of the extreme order lines, of the marts that these tests look at."""
    folder = tmp_path_factory.mktemp("extremes")
    marts = ("customer_segments", "customer_segments_history", "rejected_customers", *SUMS)
    marts += ("metric_distributions", "borderline_profiles")
    return built_models(folder / "build", *marts, project_vars=extreme_lines(folder))


def test_customers_of_order_lines_have_what_they_spent(extremes: Build) -> None:
    rows = extremes.query(
        "select customer_id, frequency, monetary, average_order_value, online_spend_share"
        " from marts.customer_segments where customer_id < 'm00' or customer_id > 'm13'"
        " order by customer_id"
    )
    assert rows == [
        ("m14", 1_000, Decimal("1000000000.00"), Decimal("1000000.000000"), 0),
        ("owes", 1, Decimal("-999999906.00"), Decimal("-999999906.000000"), None),
        ("rich", 1, Decimal("999999999000.00"), Decimal("999999999000.000000"), 1),
        ("small", 1, Decimal("0.02"), Decimal("0.020000"), 1),
    ]
    assert extremes.query(
        "select customer_id, rejection_reasons, online_spend from marts.rejected_customers"
    ) == [("richer", "too_large_total_spend", "1000999998999.00")]
    known = extremes.query("select distinct customer_id from marts.customer_segments_history")
    assert len(known) == 18
    assert ("richer",) not in known


def test_marts_of_order_lines_add_up_beyond_ten_billion(extremes: Build) -> None:
    spent = 15 * Decimal("1000000000.00") + Decimal("999999999000.00")
    spent += Decimal("-999999906.00") + Decimal("0.02")
    for mart, (column, condition) in SUMS.items():
        query = f"select sum({column}) from marts.{mart} where {condition}"
        assert extremes.query(query) == [(spent,)], mart
    assert extremes.query(
        "select metric, sum(customers) from marts.metric_distributions group by all order by all"
    ) == [("frequency", 18), ("monetary", 18), ("recency_days", 18)]
    ((lowest, width),) = extremes.query(
        "select min(lower_value), min(upper_value - lower_value)"
        " from marts.metric_distributions where metric = 'monetary'"
    )
    assert lowest <= Decimal("-999999906.00") < lowest + width


@pytest.mark.slow
def test_every_data_test_and_the_report_hold_for_extremes(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    from omnichannel_rfm.report.marts import read_marts
    from omnichannel_rfm.report.page import render

    build = built(tmp_path / "build", project_vars=extreme_lines(tmp_path))
    page = render(read_marts(build.published_database))
    assert "1,014.0\N{NO-BREAK SPACE}billion\N{NO-BREAK SPACE}TL" in page
    assert "width:-" not in page


def customers_at_the_limit(folder: Path, count: int) -> Build:
    """Return the marts of so many customers with the largest counts and amounts on both channels.

    One more has the least that a customer can have, so that there is something to compare.
    """
    source = folder / "customers.parquet"
    duckdb.sql(
        "copy (select 'c' || lpad(cast(range as varchar), 8, '0') as master_id,"
        " 'Mobile' as order_channel, 'Offline' as last_order_channel,"
        " date '2020-01-01' as first_order_date, date '2021-05-30' as last_order_date,"
        " date '2021-05-30' as last_order_date_online,"
        " date '2021-05-01' as last_order_date_offline,"
        " if(range < $1, 999999999, 1) as order_num_total_ever_online,"
        " if(range < $1, 999999999, 1) as order_num_total_ever_offline,"
        " if(range < $1, 999999999.00, 0.01) as customer_value_total_ever_offline,"
        " if(range < $1, 999999999.00, 0.00) as customer_value_total_ever_online,"
        " '[A, B, C]' as interested_in_categories_12, 'X,Y' as store_type"
        f" from range($1 + 1)) to '{source}' (format parquet)",
        params=[count],
    )
    given = {"customers_file": str(source), "scoring_method": "quantile"}
    marts = ("rejected_customers", "source_profile", *(set(SUMS) - {"order_breakdowns"}))
    return built_models(folder / "build", *marts, project_vars=given)


@pytest.mark.slow
def test_six_million_customers_at_the_limit_fit_every_mart(tmp_path: Path) -> None:
    """Their spend has more digits than decimal(18, 2) holds."""
    count = 6_000_000
    build = customers_at_the_limit(tmp_path, count)
    orders = 1_999_999_998 * count + 2
    spent = 2 * LIMIT * count + Decimal("0.01")
    assert build.query("select count(*) from marts.rejected_customers") == [(0,)]
    for mart, (column, condition) in SUMS.items():
        if mart != "order_breakdowns":
            query = f"select sum({column}) from marts.{mart} where {condition}"
            assert build.query(query) == [(spent,)], mart
    assert build.query(
        "select orders, mean_orders from marts.channel_profiles"
        " where channel_kind = 'order_channel'"
    ) == [(orders, rounded(Decimal(orders) / (count + 1)))]
    assert build.query(
        "select sum(customers), max(mean_monetary), max(median_frequency), max(median_monetary),"
        " max(median_average_order_value) from marts.segment_profiles"
    ) == [(count + 1, 2 * LIMIT, 1_999_999_998, 2 * LIMIT, 1)]
    assert build.query(
        "select mean, median, maximum from marts.source_profile"
        " where column_name = 'order_num_total_ever_online'"
    ) == [(rounded(Decimal(999_999_999 * count + 1) / (count + 1)), 999_999_999, "999999999")]


def rounded(number: Decimal) -> Decimal:
    """Return a number with eight places, a half rounded away from zero."""
    return number.quantize(Decimal("0.00000001"), ROUND_HALF_UP)
