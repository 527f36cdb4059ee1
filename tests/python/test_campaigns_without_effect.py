"""A thousand campaigns that did nothing, on real customers: how often is something seen?

Every campaign keeps a tenth of CDNOW's customers as control, by the hash that the models draw
with, and nobody is contacted. An interval of 95 % then misses zero in one campaign of twenty.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from conftest import compiled_models, real_file

MODELS = ("results", "sums", "ratios", "strata", "comparisons", "estimates", "verdicts")
CAMPAIGNS = 1_000
AT_ONCE = 100

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lifts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database with the table `verdicts`: what the models say of each campaign.

    Customers are those of the first nine months of 1997, outcomes the orders of the next 90 days.
    """
    file = real_file("orders/cdnow_master.txt")
    folder = tmp_path_factory.mktemp("without_effect")
    names = [f"int_campaign_{model}" for model in MODELS]
    statements = compiled_models(folder, *names)
    with duckdb.connect(str(folder / "built.duckdb")) as connection:
        connection.execute(
            f"""
            create schema intermediate;
            create table orders as
            select parts[1] as customer_id, strptime(parts[2], '%Y%m%d')::date as day,
                parts[4]::decimal(18, 2) as amount
            from (
                select string_split_regex(trim(line), ' +') as parts
                from read_csv('{file}', columns = {{'line': 'varchar'}}, header = true,
                    auto_detect = false, delim = chr(1), quote = '')
            );
            create table intermediate.int_analysis_date as
            select date '1998-06-30' as analysis_date;
            create table intermediate.int_campaign_members (
                campaign_id varchar, customer_id varchar, arm varchar, segment varchar,
                stratum varchar, arm_share decimal(28, 18), ends_on date
            );
            create table intermediate.int_campaign_outcomes (
                campaign_id varchar, customer_id varchar, orders integer, revenue decimal(18, 2),
                rejection_reasons varchar, record_json varchar
            );
            create table intermediate.int_launched_outcomes as
            select campaign_id, customer_id, orders, revenue
            from intermediate.int_campaign_outcomes;
            """
        )
        for name, statement in statements.items():
            connection.execute(f"create view intermediate.{name} as {statement}")
        for first in range(0, CAMPAIGNS, AT_ONCE):
            connection.execute(
                f"""
                delete from intermediate.int_campaign_members;
                delete from intermediate.int_campaign_outcomes;
                insert into intermediate.int_campaign_members by name
                select *, case when arm = 'control' then 0.1 else 0.9 end as arm_share
                from (
                    select 'no_effect_' || number as campaign_id, customer_id,
                        case
                            when ('0x' || substr(md5(
                                'omnichannel_rfm|no_effect_' || number || '|' || customer_id
                            ), 1, 16))::ubigint < 1844674407370955161 then 'control'
                            else 'treated'
                        end as arm
                    from (select distinct customer_id from orders where day < date '1997-10-01')
                    cross join range({first}, {first + AT_ONCE}) as campaigns(number)
                );
                insert into intermediate.int_campaign_outcomes by name
                select 'no_effect_' || number as campaign_id, customer_id,
                    count(distinct day)::integer as orders, sum(amount)::decimal(18, 2) as revenue
                from orders
                cross join range({first}, {first + AT_ONCE}) as campaigns(number)
                where day between date '1997-10-01' and date '1997-12-29'
                group by all;
                """
            )
            make = "insert into" if first else "create table"
            what = " select * from intermediate.int_campaign_verdicts where segment = 'all'"
            connection.execute(f"{make} verdicts{'' if first else ' as'}{what}")
        yield connection


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("buyer_share", 0.93),
        ("orders_per_customer", 0.93),
        # Four customers spend forty times what the others do: the skewness is 16, and with 2,400
        # in the control group Welch's interval holds zero in 94 of 100 campaigns, give or take.
        ("revenue_per_customer", 0.90),
    ],
)
def test_intervals_hold_zero_in_nineteen_of_twenty(
    lifts: duckdb.DuckDBPyConnection, measure: str, least: float
) -> None:
    ((campaigns, holding, outside),) = lifts.execute(
        "select count(*), count(*) filter (difference_low <= 0 and difference_high >= 0),"
        " count(*) filter (verdict in ('worked', 'harmed'))"
        f" from verdicts where measure = '{measure}' and verdict <> 'ratio_wrong'"
    ).fetchall()
    assert campaigns >= CAMPAIGNS - 3
    assert least <= holding / campaigns <= 0.97
    assert holding + outside == campaigns


def test_the_ratio_of_the_arms_is_called_wrong_in_three_of_a_thousand_at_most(
    lifts: duckdb.DuckDBPyConnection,
) -> None:
    ((wrong,),) = lifts.execute(
        "select count(distinct campaign_id) from verdicts where verdict = 'ratio_wrong'"
    ).fetchall()
    assert wrong <= 3
