"""Lifetime value: against the literature, against lifetimes, against the published FLO figures.

Numbers of lifetimes 0.11.3 were printed by it on the same rows; it is not installed here.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import Build, built_models, copied_project, dbt, real_file
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.stats import beta
from statistics_builds import (
    PLAIN,
    cdnow_orders,
    flo_published,
    flo_statistics,
    statistics_folder,
)
from test_campaign_lists import change_campaigns

from omnichannel_rfm.statistical_models import lifetime_value as ltv

fixtures = (flo_published, flo_statistics, statistics_folder)

Rows = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


# --- the mathematics --------------------------------------------------------------------


@pytest.fixture(scope="module")
def cdnow() -> dict[str, np.ndarray]:
    """Return the 2,357 customers of CDNOW, weeks up to 1997-09-30, read without SQL."""
    end = date(1997, 9, 30)
    days = defaultdict(set)
    for customer, day in cdnow_orders():
        days[customer].add(date.fromisoformat(day))
    found = defaultdict(list)
    for dates in days.values():
        first, before = min(dates), [day for day in dates if day <= end]
        found["frequency"].append(len(before) - 1)
        found["recency"].append((max(before) - first).days / 7)
        found["age"].append((end - first).days / 7)
        found["holdout"].append(len(dates) - len(before))
    return {name: np.array(values, dtype=float) for name, values in found.items()}


def grouped(*columns: np.ndarray) -> list[np.ndarray]:
    """Return the different rows of some columns, and how often each occurs."""
    rows, counts = np.unique(np.column_stack(columns), axis=0, return_counts=True)
    return [*rows.T, counts]


def test_cdnow_gives_the_printed_digits(cdnow: dict[str, np.ndarray]) -> None:
    """Fader, Hardie and Lee (2005), table 2, and lifetimes to seven digits."""
    fit = ltv.fit_bg_nbd(*grouped(cdnow["frequency"], cdnow["recency"], cdnow["age"]))
    assert fit.customers == 2357
    assert fit.rows < 2357
    printed = {name: round(value, 3) for name, value in fit.parameters.items()}
    assert printed == {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
    assert round(fit.log_likelihood, 1) == -9582.4
    by_lifetimes = {"r": 0.2425945, "alpha": 4.4136027, "a": 0.7929218, "b": 2.4259057}
    assert fit.parameters == pytest.approx(by_lifetimes, rel=1e-6)
    for name, (low, high) in fit.intervals.items():
        assert low < fit.parameters[name] < high

    expected = ltv.expected_orders(
        fit.parameters, 39.0, cdnow["frequency"], cdnow["recency"], cdnow["age"]
    )
    assert expected.sum() == pytest.approx(1653.4087, abs=1e-3)  # lifetimes
    assert cdnow["holdout"].sum() == 1882


def test_counts_stand_for_customers(cdnow: dict[str, np.ndarray]) -> None:
    columns = (cdnow["frequency"], cdnow["recency"], cdnow["age"])
    one = ltv.fit_bg_nbd(*columns, np.ones(2357))
    other = ltv.fit_bg_nbd(*grouped(*columns))
    assert one.parameters == pytest.approx(other.parameters, rel=1e-6)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-6)


def test_intervals_lie_where_the_likelihood_falls(cdnow: dict[str, np.ndarray]) -> None:
    """The log-likelihood with r held at the end of its interval, found by another method."""
    from scipy.optimize import minimize

    columns = grouped(cdnow["frequency"], cdnow["recency"], cdnow["age"])
    fit = ltv.fit_bg_nbd(*columns)
    histories = ltv.Histories.of(*columns)
    for end in fit.intervals["r"]:
        found = minimize(
            lambda logs, r=end: (
                -ltv.bg_nbd_log_likelihood(np.append(np.log(r), logs), histories)[0]
            ),
            np.log([4.4, 0.8, 2.4]),
            method="Nelder-Mead",
            options={"xatol": 1e-6, "fatol": 1e-6, "maxiter": 2000},
        )
        assert fit.log_likelihood + found.fun == pytest.approx(1.9207, abs=1e-3)


@pytest.mark.parametrize("logs", [[0.1, 1.5, -0.2, 0.9], [-1.0, 0.5, 1.0, 2.0], [0.3, 1.2]])
def test_the_gradient_of_bg_nbd_is_its_slope(logs: list[float]) -> None:
    histories = ltv.Histories.of([0, 1, 4], [0.0, 3.0, 20.0], [10.0, 12.0, 25.0], [5, 2, 1])
    place = np.array(logs)
    slope = approx_fprime(place, lambda at: ltv.bg_nbd_log_likelihood(at, histories)[0], 1e-7)
    assert ltv.bg_nbd_log_likelihood(place, histories)[1] == pytest.approx(slope, abs=1e-4)


def test_the_gradient_of_gamma_gamma_is_its_slope() -> None:
    spending = ltv.Spending.of([1, 2, 7], [20.0, 35.0, 11.0], [3, 1, 2])
    place = np.array([1.0, 0.7, 2.0])
    slope = approx_fprime(place, lambda at: ltv.gamma_gamma_log_likelihood(at, spending)[0], 1e-7)
    assert ltv.gamma_gamma_log_likelihood(place, spending)[1] == pytest.approx(slope, abs=1e-4)


def test_expected_orders_are_those_of_a_simulation() -> None:
    """A customer's future drawn from the model: rate and drop-out given the past, then orders."""
    parameters = {"r": 1.2, "alpha": 10.0, "a": 0.9, "b": 3.0}
    frequency, recency, age, weeks = 3, 15.0, 20.0, 26.0
    generator = np.random.default_rng(11)
    rate = generator.gamma(1.2, 1 / 10.0, 2_000_000)
    leave = generator.beta(0.9, 3.0, 2_000_000)
    stay_weight = (1 - leave) ** frequency * rate**frequency * np.exp(-rate * age)
    gone_weight = leave * (1 - leave) ** (frequency - 1) * rate**frequency * np.exp(-rate * recency)
    # Orders up to a geometric drop-out in a Poisson stream of so many weeks.
    expected = (1 - np.exp(-leave * rate * weeks)) / leave
    alive = stay_weight.sum() / (stay_weight + gone_weight).sum()
    orders = (stay_weight * expected).sum() / (stay_weight + gone_weight).sum()
    history = (np.array([3]), np.array([recency]), np.array([age]))
    assert ltv.probability_alive(parameters, *history)[0] == pytest.approx(alive, abs=3e-3)
    assert ltv.expected_orders(parameters, weeks, *history)[0] == pytest.approx(orders, rel=5e-3)


@pytest.mark.parametrize(
    "a, b, r, frequency, weeks",
    [
        (3886.8, 1e4, 0.41, 3, 26.0),  # all drop out alike
        (3886.8, 1e4, 0.41, 0, 26.0),
        (6e7, 1e4, 0.41, 8, 52.0),  # all drop out at once
        (200.0, 1e4, 0.41, 2, 4000.0),  # over a life
        (155.0, 505.0, 127.0, 22, 260.0),  # both sides of Euler's transformation overflow
        (0.8, 2.4, 0.24, 2000, 260.0),
    ],
)
def test_expected_orders_are_the_mean_over_the_chance_of_drop_out(
    a: float, b: float, r: float, frequency: int, weeks: float
) -> None:
    """Of a customer that stays so far, by quadrature: 1 - (1 + share weeks / time)^-orders."""
    history = (np.array([frequency]), np.array([2.0]), np.array([2.0]))
    parameters = {"r": r, "alpha": 1.86, "a": a, "b": b}
    drop_out = beta(a, b + frequency)

    def orders_at(quantile: float) -> float:
        share = drop_out.ppf(quantile)
        return -np.expm1(-(r + frequency) * np.log1p(share * weeks / 3.86)) / share

    staying = quad(orders_at, 0, 1, limit=400, epsrel=1e-9)[0]
    found = ltv.expected_orders(parameters, weeks, *history)
    alive = ltv.probability_alive(parameters, *history)
    assert found == pytest.approx(staying * alive, rel=1e-7)


def test_gaps_of_the_formula_are_filled() -> None:
    history = (np.array([0, 2]), np.array([0.0, 5.0]), np.array([9.0, 9.0]))
    for a, b in ((1.0, 2.0), (0.4, 0.6)):
        at = ltv.expected_orders({"r": 0.7, "alpha": 5.0, "a": a, "b": b}, 8.0, *history)
        beside = ltv.expected_orders({"r": 0.7, "alpha": 5.0, "a": a + 1e-4, "b": b}, 8.0, *history)
        assert at == pytest.approx(beside, rel=1e-3)
    without = {"r": 0.7, "alpha": 5.0, "a": 0.0, "b": None}
    hardly = {"r": 0.7, "alpha": 5.0, "a": 1e-9, "b": 1.0}
    assert ltv.expected_orders(without, 8.0, *history) == pytest.approx(
        ltv.expected_orders(hardly, 8.0, *history), rel=1e-6
    )
    assert ltv.probability_alive(without, *history).tolist() == [1.0, 1.0]


def test_discounting_adds_up_months() -> None:
    parameters = {"r": 2.0, "alpha": 20.0, "a": 0.0, "b": None}
    history = (np.array([2]), np.array([5.0]), np.array([20.0]))
    plain = ltv.discounted_orders(parameters, 6, 0.0, *history)
    assert plain == pytest.approx(ltv.expected_orders(parameters, 6 * 4.345, *history))
    month = 4 / 40 * 4.345
    discounted = ltv.discounted_orders(parameters, 2, 0.01, *history)
    assert discounted[0] == pytest.approx(month / 1.01 + month / 1.01**2)


def test_bad_ground_is_refused_with_a_reason() -> None:
    ones, nobody = np.ones(200), np.array([])
    ages = np.linspace(5, 50, 200)
    repeat = np.arange(200) % 4

    def orders(frequency: np.ndarray, age: np.ndarray, minimum: int = 1) -> Callable[[], ltv.Fit]:
        recency = np.where(frequency > 0, age / 2, 0.0)
        counts = ones[: len(age)]
        return lambda: ltv.fit_bg_nbd(frequency, recency, age, counts, 0.0, minimum)

    def values(count: np.ndarray, mean: np.ndarray, minimum: int = 1) -> Callable[[], ltv.Fit]:
        counts = ones[: len(mean)]
        return lambda: ltv.fit_gamma_gamma(count, mean, counts, 0.0, minimum)

    for reason, fit in (
        ("too_few_customers", orders(repeat, ages, minimum=201)),
        ("only_one_time_buyers", orders(np.zeros(200), ages)),
        ("only_one_time_buyers", orders(np.zeros(200), ages, minimum=201)),
        ("only_one_time_buyers", orders(nobody, nobody)),
        ("no_time_observed", orders(repeat, np.zeros(200))),
        ("no_variance", orders(np.full(200, 2), np.full(200, 30.0))),
        # All at the same rate: gamma's shape has no largest likelihood.
        ("no_variance|no_convergence", orders(np.full(200, 2), 20 + ages / 1000)),
        ("only_one_time_buyers", values(np.ones(200), ages)),
        ("only_one_time_buyers", values(nobody, nobody)),
        # Who orders again has given all of it back.
        ("only_one_time_buyers", values(repeat + 1, np.where(repeat > 0, -5.0, ages))),
        ("no_spend", values(repeat + 1, np.where(repeat > 0, -5.0, 0.0))),
        ("too_few_customers", values(repeat + 1, np.where(repeat > 0, ages, -5.0), minimum=151)),
        ("no_variance", values(repeat + 1, np.full(200, 80.0))),
    ):
        with pytest.raises(ltv.NotEstimable, match=reason):
            fit()


# --- the marts on the real file ---------------------------------------------------------


def parameters_of(build: Build, fit: str) -> dict[str, float | None]:
    return dict(
        build.query(
            "select parameter, parameter_value from marts.lifetime_value_parameters"
            f" where fit = '{fit}'"
        )
    )


def test_cdnow_is_backtested_as_a_mart(flo_statistics: Build) -> None:
    found = parameters_of(flo_statistics, "backtest")
    assert {name: round(value, 3) for name, value in found.items()} == {
        "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426,
    }  # fmt: skip
    rows = flo_statistics.query(
        "select frequency_bin, customers, actual_holdout_orders, expected_holdout_orders"
        " from marts.lifetime_value_backtest order by frequency_bin"
    )
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "4", "5", "6", "7+", "all"]
    assert rows[-1][:3] == ("all", 2357, 1882)
    assert float(rows[-1][3]) == pytest.approx(1653.4087, abs=1e-3)
    # The number of customers by purchases, as figure 1 of the paper counts them.
    assert [row[1] for row in rows[:3]] == [1411, 439, 214]


def test_the_published_recipe_gives_the_published_figures(flo_published: Build) -> None:
    text = real_file("published/flo_published_results.json").read_text(encoding="utf-8")
    published = {name: entry["value"] for name, entry in json.loads(text).items()}
    found = parameters_of(flo_published, "customers")
    for model in ("cltv/bgnbd", "cltv/gamma_gamma"):
        for name, value in published[model].items():
            assert round(found[name], 2) == value, name
    rows = flo_published.query(
        "select lifetime_value_segment, mean_lifetime_value, total_lifetime_value,"
        " orders_3_months, orders_6_months from marts.lifetime_value_profiles"
        " where lifetime_value_segment <> '(none)'"
    )
    for segment, mean, total, quarter, half in rows:
        assert round(float(mean), 2) == published["cltv/segment means"][segment]
        value, *orders = published["cltv/segment sums"][segment]
        # lifetimes stops at a tolerance of 1e-7.
        assert float(total) == pytest.approx(value, abs=0.2)
        assert [round(float(one), 2) for one in (quarter, half)] == pytest.approx(orders, abs=0.011)
    assert flo_published.query(
        "select distinct model, note is not null from marts.lifetime_value_parameters"
        " where fit = 'customers' order by all"
    ) == [("bg_nbd", True), ("gamma_gamma", True)]


def test_the_sound_recipe_on_flo(flo_statistics: Build) -> None:
    """Gamma-Gamma as lifetimes without a penalty; of BG/NBD lifetimes says it does not converge."""
    found = parameters_of(flo_statistics, "customers")
    by_lifetimes = {"p": 4.083409, "q": 8.961686, "v": 294.933595}
    assert {name: found[name] for name in by_lifetimes} == pytest.approx(by_lifetimes, rel=1e-5)
    assert found["a"] / (found["a"] + found["b"]) == pytest.approx(0.0002, abs=1e-5)
    (likelihood,) = flo_statistics.query(
        "select distinct log_likelihood from marts.lifetime_value_parameters"
        " where fit = 'customers' and model = 'bg_nbd'"
    )
    # lifetimes' last step before it gives up, as a sum in weeks, and without drop-out.
    assert -339_987.28 < likelihood[0] == pytest.approx(-339_954.54, abs=0.05)


def test_each_customer_follows_from_the_parameters(flo_statistics: Build) -> None:
    """Every customer of the raw file, by the formulas in Python."""
    found = parameters_of(flo_statistics, "customers")
    p, q, v = (found[name] for name in "pqv")
    with real_file("flo/flo_data_20k_store_type.csv").open(encoding="utf-8") as file:
        customers = {row["master_id"]: row for row in csv.DictReader(file)}
    rows = flo_statistics.query(
        "select customer_id, expected_orders_3_months, expected_average_value, lifetime_value,"
        " lifetime_value_segment from marts.customer_lifetime_value order by customer_id"
    )
    assert [row[0] for row in rows] == sorted(customers)
    raw = [customers[row[0]] for row in rows]

    def number(kind: str) -> np.ndarray:
        return np.array(
            [sum(float(row[f"{kind}_{way}"]) for way in ("online", "offline")) for row in raw]
        )

    def days(column: str) -> np.ndarray:
        return np.array([row[column] for row in raw], dtype="datetime64[D]").astype(int)

    orders, spend = number("order_num_total_ever"), number("customer_value_total_ever")
    first, last = days("first_order_date"), days("last_order_date")
    now = np.datetime64("2021-06-01").astype(int)
    history = (orders - 1, (last - first) / 7, (now - first) / 7)
    value = p * (v + spend) / (p * orders + q - 1)
    lifetime = ltv.discounted_orders(found, 6, 0.01, *history) * value
    quarter = ltv.expected_orders(found, 3 * 4.345, *history)
    for column, expected in enumerate((quarter, value, lifetime), start=1):
        shown = np.array([float(row[column]) for row in rows])
        assert shown == pytest.approx(expected, rel=1e-6, abs=2e-6)
    order = sorted(rows, key=lambda row: (row[3], row[0].encode()))
    assert "".join(row[4] for row in order) == "D" * 4987 + "C" * 4986 + "B" * 4986 + "A" * 4986


def test_a_list_per_class_is_published(flo_statistics: Build) -> None:
    for segment, customers in {"A": 4986, "B": 4986, "C": 4986, "D": 4987}.items():
        file = flo_statistics.lists / f"lifetime_value_{segment.lower()}_customer_ids.csv"
        header, *ids = file.read_text(encoding="utf-8").splitlines()
        assert header == "customer_id"
        assert len(ids) == customers
        assert ids == sorted(ids)
        assert ids == [
            row[0]
            for row in flo_statistics.query(
                "select customer_id from marts.customer_lifetime_value"
                f" where lifetime_value_segment = '{segment}' order by customer_id"
            )
        ]


def test_wrong_values_of_the_vars_are_refused(tmp_path) -> None:
    given = {"statistics": True, "backtest_orders_file": "orders.csv"}
    build = dbt(tmp_path, "parse", project_vars=given)
    assert build.exit_code != 0
    assert "backtest_orders_file needs backtest_calibration_end_date beside it" in build.output


@pytest.mark.slow
def test_a_campaign_takes_by_cluster_and_lifetime_value(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    campaign = {"campaign_id": "valuable", "segment_map": "rf10", "is_active": "true"}
    conditions = [
        "valuable,lifetime_value_segment,is_any_of,A",
        "valuable,cluster,at_most,3",
        "valuable,probability_alive,at_least,0.5",
    ]
    change_campaigns(project, {}, [campaign], conditions)
    build = built_models(
        tmp_path / "build",
        *("campaign_targets", "customer_lifetime_value", "customer_clusters"),
        project=project,
        command=PLAIN,
        project_vars={"statistics": True},
    )
    listed = build.query(
        "select customer_id from marts.campaign_targets where campaign_id = 'valuable' order by all"
    )
    assert len(listed) > 100
    assert listed == build.query(
        """
        select customer_id
        from marts.customer_lifetime_value
        inner join marts.customer_clusters using (customer_id)
        where lifetime_value_segment = 'A' and cluster <= 3 and probability_alive >= 0.5
        order by all
        """
    )
