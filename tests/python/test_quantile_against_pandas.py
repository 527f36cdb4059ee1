"""The oracle's quantile scores against `pandas.qcut`, on random data with ties and the real file.

The oracle cuts at exact edges, pandas at edges in binary floating point. With 2, 3, 4, 5 and 8
buckets the two never disagree here. With 6, 7 or 9 the float edge can fall just beside a value
that lies exactly on the edge, so there such values are left out of the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import oracle
import pytest

pd = pytest.importorskip("pandas")
np = pytest.importorskip("numpy")

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
CUSTOMER_FILE = DATA / "flo" / "flo_data_20k.csv"

needs_real_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real extract is not in ../shared/data beside the project"
)

DRAWS = 150
SAFE_BUCKETS = (2, 3, 4, 5, 8)


def draws(seed: int, unit: int) -> list[list[int]]:
    """Small data sets, some skewed, from hardly any tie to hardly any distinct value."""
    random = Random(seed)
    sets = []
    for _ in range(DRAWS):
        highest = random.choice([2, 6, 30, 400, 50_000])
        skew = random.choice([0.2, 1, 4])
        count = random.randint(2, 70)
        sets.append([int((highest + 1) * random.random() ** skew) * unit for _ in range(count)])
    return sets


def dense(scores: Sequence[int]) -> list[int]:
    """Scores renumbered without gaps: what stays comparable when pandas drops edges."""
    numbers = {score: number for number, score in enumerate(sorted(set(scores)))}
    return [numbers[score] for score in scores]


def qcut(values: Sequence[float], buckets: int, duplicates: str = "raise") -> list[int]:
    codes = pd.qcut(pd.Series(values), buckets, labels=False, duplicates=duplicates)
    return [int(code) + 1 for code in codes]


def on_an_edge(values: Sequence[int], buckets: int) -> set[int]:
    ordered = sorted(values)
    edges = {oracle.linear_quantile(ordered, Fraction(i, buckets)) for i in range(1, buckets)}
    return {value for value in values if value in edges}


@pytest.mark.parametrize("buckets", SAFE_BUCKETS)
def test_whole_numbers_score_as_in_pandas(buckets: int) -> None:
    compared = refused = dropped = 0
    for values in draws(seed=buckets, unit=1):
        scores = oracle.quantile_scores(values, buckets)
        try:
            expected = qcut(values, buckets)
        except ValueError:
            # Coinciding edges: pandas refuses, or drops the repeated ones, which renumbers the
            # scores and, at the lowest value, also joins it to the interval above.
            refused += 1
            edges = pd.Series(values).quantile(np.linspace(0, 1, buckets + 1)).to_numpy()
            if edges[1] > edges[0]:
                dropped += 1
                assert dense(scores) == dense(qcut(values, buckets, duplicates="drop"))
            assert scores == (1 + np.searchsorted(edges[1:-1], values, side="left")).tolist()
        else:
            compared += 1
            assert scores == expected
    # Every branch must have been reached, or the test says nothing.
    assert compared > 30
    assert refused > 10
    assert dropped > 5


@pytest.mark.parametrize("buckets", SAFE_BUCKETS)
def test_money_in_binary_floats_scores_as_in_pandas(buckets: int) -> None:
    compared = 0
    for values in draws(seed=100 + buckets, unit=7):
        scores = oracle.quantile_scores(values, buckets)
        try:
            expected = qcut([value / 100 for value in values], buckets)
        except ValueError:
            continue
        compared += 1
        assert scores == expected
    assert compared > 30


@pytest.mark.parametrize("buckets", range(2, 10))
def test_values_off_the_edges_score_as_in_pandas_for_any_number_of_buckets(buckets: int) -> None:
    compared = 0
    for values in draws(seed=200 + buckets, unit=1):
        try:
            expected = qcut(values, buckets)
        except ValueError:
            continue
        skipped = on_an_edge(values, buckets)
        for value, ours, theirs in zip(
            values, oracle.quantile_scores(values, buckets), expected, strict=True
        ):
            if value not in skipped:
                compared += 1
                assert ours == theirs
    assert compared > 1_000


def test_ranks_score_as_in_pandas_whatever_their_number() -> None:
    for count in range(2, 251):
        ranks = list(range(1, count + 1))
        assert oracle.quantile_scores(ranks, 5) == qcut(ranks, 5)


@needs_real_data
def test_the_real_customers_score_as_in_pandas() -> None:
    frame = pd.read_csv(
        CUSTOMER_FILE, parse_dates=["first_order_date", "last_order_date"]
    ).sort_values("master_id")
    frequency = frame["order_num_total_ever_online"] + frame["order_num_total_ever_offline"]
    monetary = (
        frame["customer_value_total_ever_online"] + frame["customer_value_total_ever_offline"]
    )
    recency = (pd.Timestamp("2021-06-01") - frame["last_order_date"]).dt.days
    expected = pd.DataFrame(
        {
            "recency_score": pd.qcut(recency, 5, labels=[5, 4, 3, 2, 1]).astype(int),
            "frequency_score": pd.qcut(
                frequency.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]
            ).astype(int),
            "monetary_score": pd.qcut(monetary, 5, labels=[1, 2, 3, 4, 5]).astype(int),
        }
    ).set_index(frame["master_id"])
    mart = oracle.customer_segments(
        oracle.read_customers(CUSTOMER_FILE), oracle.Settings(scoring_method="quantile")
    )
    assert len(mart) == len(expected) == 19_945
    for column in expected.columns:
        theirs = expected[column].to_dict()
        assert {key: row[column] for key, row in mart.items()} == theirs
    # The profile of the typed columns, to the six decimals that floats carry safely.
    profile = oracle.source_profile(oracle.read_customers(CUSTOMER_FILE))
    for column in (
        "order_num_total_ever_online",
        "order_num_total_ever_offline",
        "customer_value_total_ever_offline",
        "customer_value_total_ever_online",
    ):
        row = profile[column]
        values = frame[column]
        assert float(row["mean"]) == pytest.approx(values.mean(), abs=1e-6)
        assert float(row["standard_deviation"]) == pytest.approx(values.std(), abs=1e-6)
        quartiles = [float(row[name]) for name in ("first_quartile", "median", "third_quartile")]
        assert quartiles == pytest.approx(values.quantile([0.25, 0.5, 0.75]).tolist(), abs=1e-4)
        assert row["distinct_count"] == values.nunique()
