"""Scores inside groups: each group as if it were alone, today and in the past."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import oracle
import pytest
from conftest import SAMPLE, built, dbt

SCORES = "recency_score, frequency_score, monetary_score"


@pytest.mark.slow
@pytest.mark.parametrize("method", ["ntile", "quantile"])
def test_each_channel_is_scored_as_if_it_were_alone(method: str, tmp_path: Path) -> None:
    project_vars = {"score_partition_by": "order_channel", "scoring_method": method}
    build = built(tmp_path, project_vars=project_vars)
    customers = oracle.read_customers(SAMPLE)
    date = oracle.default_analysis_date(customers)
    settings = oracle.Settings(analysis_date=date, scoring_method=method)
    channels = defaultdict(list)
    for customer in customers:
        channels[customer.order_channel].append(customer)
    assert len(channels) > 3
    expected = {}
    thresholds = {}
    for channel, members in channels.items():
        for customer, row in oracle.customer_segments(members, settings).items():
            scores = (row["recency_score"], row["frequency_score"], row["monetary_score"])
            expected[customer] = (channel, row["segment"], *scores)
        for (metric, score), row in oracle.score_thresholds(members, settings).items():
            thresholds[metric, channel, score] = (
                *(row["lower_value"], row["upper_value"]),
                *(row["customers"], row["tied_customers"]),
            )
    found = build.query(
        f"select customer_id, score_partition, segment, {SCORES} from marts.customer_segments"
    )
    assert {row[0]: row[1:] for row in found} == expected
    found = build.query(
        "select metric, score_partition, score, lower_value, upper_value, customers,"
        " tied_customers from marts.score_thresholds"
    )
    assert {row[:3]: row[3:] for row in found} == thresholds


@pytest.mark.slow
def test_each_region_is_scored_alone_on_every_date_of_the_history(tmp_path: Path) -> None:
    project_vars = {"order_sample": True, "score_partition_by": "region"}
    build = built(tmp_path, project_vars=project_vars)
    for mart, date in {
        "customer_segments": "2021-06-01",
        "customer_segments_history": "2020-10-31",
    }.items():
        where = f"where as_of_date = date '{date}'" if mart.endswith("history") else ""
        differing = build.query(
            f"""
            with order_days as (
                select customer_id, order_date, max(region) as region
                from seeds.order_lines
                inner join seeds.order_statuses using (status)
                where policy = 'count' and region is not null and order_date <= '{date}'
                group by all
            ),
            last_regions as (
                select customer_id, arg_max(region, order_date) as region
                from order_days
                group by customer_id
            )
            select
                count(*),
                sum(cast(score_partition = coalesce(region, '(none)') as integer))
            from marts.{mart}
            left join last_regions using (customer_id)
            {where}
            """
        )
        assert differing[0][0] == differing[0][1] > 1000
    (count,) = build.query("select count(distinct score_partition) from marts.customer_segments")
    assert count[0] > 3
    windows = ", ".join(
        f"ntile(5) over (partition by {{keys}} order by {metric}, customer_id)"
        for metric in ("recency_days desc", "frequency", "monetary")
    )
    for mart, keys in {
        "customer_segments": "score_partition",
        "customer_segments_history": "as_of_date, score_partition",
    }.items():
        found = build.query(
            f"select count(*), sum(cast(are as integer)) from (select ({SCORES}) ="
            f" ({windows.format(keys=keys)}) as are from marts.{mart})"
        )
        assert found[0][0] == found[0][1] > 0, mart
    causes = build.query("select cause, count(*) from marts.segment_moves group by all")
    assert {"own_behaviour", "cut_points"} <= dict(causes).keys()


@pytest.mark.parametrize(
    ("project_vars", "words"),
    [
        ({"score_partition_by": "region"}, ["'region'", "of customers use one of order_channel"]),
        (
            {"score_partition_by": "order_channel", "order_sample": True},
            ["'order_channel'", "of orders use one of channel"],
        ),
    ],
)
def test_a_group_that_the_input_has_not_is_named(
    project_vars: dict[str, object], words: list[str], tmp_path: Path
) -> None:
    build = dbt(tmp_path, "parse", project_vars=project_vars)
    assert build.exit_code != 0
    for word in words:
        assert word in build.output
