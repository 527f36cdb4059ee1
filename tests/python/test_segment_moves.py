"""The cause of every move between segments, against boundaries found without SQL."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import oracle
import pytest
from conftest import ROOT, Build, built_models

METRICS = ("recency_days", "frequency", "monetary")


class Held(NamedTuple):
    """What a customer has on a date: measures in days, orders and cents, scores, segment."""

    values: tuple[int, int, int]
    scores: tuple[int, int, int]
    segment: str
    partition: str


def limits() -> dict[str, list[Fraction]]:
    """Return the shipped limits of each metric from score 2 up; money in cents."""
    found = defaultdict(list)
    with (ROOT / "seeds" / "fixed_score_thresholds.csv").open(encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: int(row["score"])):
            unit = 100 if row["metric"] == "monetary" else 1
            found[row["metric"]].append(Fraction(row["threshold"]) * unit)
    return found


def scorer(
    metric: str, method: str, buckets: int, members: dict[str, int]
) -> Callable[[str, int], int]:
    """Return a function of id and value: the score by the boundaries that the members make.

    Higher is better in `better`, so days count as negative. By rank, whoever is not beyond the
    last member below a boundary is below; of those with that member's value all are below unless
    the boundary divides its holders, and then the id decides.
    """
    sign = -1 if metric == "recency_days" else 1
    if method == "thresholds":
        least = [sign * limit for limit in limits()[metric]]
        return lambda _, value: 1 + sum(sign * value >= limit for limit in least)
    if method == "quantile" and metric != "frequency":
        ordered = sorted(members.values())
        edges = [
            oracle.linear_quantile(ordered, Fraction(edge, buckets)) for edge in range(1, buckets)
        ]
        if sign == 1:
            return lambda _, value: 1 + sum(edge < value for edge in edges)
        return lambda _, value: buckets - sum(edge < value for edge in edges)
    ranked = sorted((sign * value, customer.encode()) for customer, value in members.items())
    if method == "ntile":
        dealt = oracle.ntile(len(ranked), buckets)
    else:
        dealt = oracle.quantile_scores(range(len(ranked)), buckets)
    lasts = []
    for score in range(1, buckets):
        count = bisect_left(dealt, score + 1)
        value, customer = ranked[count - 1]
        is_divided = count < len(ranked) and ranked[count][0] == value
        lasts.append((value, customer if is_divided else b"\xff"))
    return lambda customer, value: (
        1 + sum((sign * value, customer.encode()) > last for last in lasts)
    )


def history_of(build: Build) -> dict:
    """Return the customers by date and id."""
    found: dict = defaultdict(dict)
    for day, customer, *values, r, f, m, segment, partition in build.query(
        "select as_of_date, customer_id, recency_days, frequency, monetary, recency_score,"
        " frequency_score, monetary_score, segment, score_partition"
        " from marts.customer_segments_history"
    ):
        days, orders, money = values
        held = Held((days, orders, int(money * 100)), (r, f, m), segment, partition)
        found[day][customer] = held
    return found


def causes(build: Build, method: str, buckets: int) -> dict:
    """Return segment by the old boundaries and cause of every move, by date and id."""
    history = history_of(build)
    segments = {
        tuple(scores): segment
        for *scores, segment in build.query(
            "select recency_score, frequency_score, monetary_score, segment"
            " from intermediate.int_segment_cells where not is_one_time_buyer"
        )
    }
    expected = {}
    days = sorted(history)
    for before, now in zip(days, days[1:], strict=False):
        members: dict = defaultdict(dict)
        for customer, held in history[before].items():
            members[held.partition][customer] = held
        scorers = {
            partition: [
                scorer(metric, method, buckets, {one: held.values[i] for one, held in all_.items()})
                for i, metric in enumerate(METRICS)
            ]
            for partition, all_ in members.items()
        }

        def scores(partition: str, customer: str, values: tuple, by: dict = scorers) -> tuple:
            return tuple(
                score(customer, value) for score, value in zip(by[partition], values, strict=True)
            )

        for customer, old in history[before].items():
            assert scores(old.partition, customer, old.values) == old.scores, (before, customer)
            new = history[now].get(customer)
            if new is None or new.segment == old.segment:
                continue
            segment = segments[scores(old.partition, customer, new.values)]
            cause = {new.segment: "own_behaviour", old.segment: "cut_points"}.get(segment, "both")
            expected[now, customer] = (segment, cause)
    return expected


@pytest.mark.parametrize(
    ("method", "buckets", "partition"),
    [
        ("ntile", 5, None),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in [
                ("thresholds", 5, "channel"),
                ("quantile", 4, "region"),
                ("ntile", 7, "region"),
                ("quantile", 5, None),
                ("thresholds", 5, None),
            ]
        ),
    ],
)
def test_a_move_has_the_cause_that_the_boundaries_of_the_date_before_give(
    method: str,
    buckets: int,
    partition: str | None,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if (method, buckets, partition) == ("ntile", 5, None):
        build = request.getfixturevalue("order_build")
    else:
        build = built_models(
            tmp_path,
            *("segment_moves", "customer_segments_history"),
            project_vars={
                "order_sample": True,
                "history_from": "2021-01-01",
                "scoring_method": method,
                "score_buckets": buckets,
                "score_partition_by": partition,
            },
        )
    expected = causes(build, method, buckets)
    moves = build.query(
        "select as_of_date, customer_id, segment_by_old_cuts, cause from marts.segment_moves"
    )
    found = {(day, customer): told for day, customer, *told in moves}
    assert len(expected) > 100
    assert found.keys() == expected.keys()
    wrong = {key: told for key, told in found.items() if tuple(told) != expected[key]}
    assert not wrong, {key: expected[key] for key in wrong}
    if method == "thresholds":
        assert {cause for _, cause in expected.values()} == {"own_behaviour"}
