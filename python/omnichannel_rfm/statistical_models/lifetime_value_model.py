"""The fits of BG/NBD and Gamma-Gamma, and what they expect of each history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection, DuckDBPyRelation

from omnichannel_rfm.statistical_models import lifetime_value
from omnichannel_rfm.statistical_models.relations import LOGGER, Progress, as_relation

CHUNK_ROWS = 500_000
DAYS_PER_WEEK = 7

PARAMETER_COLUMNS = {
    "model": "varchar",
    "parameter": "varchar",
    "parameter_value": "double",
    "lower_bound": "double",
    "upper_bound": "double",
    "log_likelihood": "double",
    "fitted_rows": "bigint",
    "fitted_customers": "bigint",
    "is_estimable": "boolean",
    "not_estimable_because": "varchar",
    "note": "varchar",
}


def parameter_rows(
    model: str, names: tuple[str, ...], fit: Callable[[], lifetime_value.Fit]
) -> list[dict[str, Any]]:
    """Return one row per parameter of a model, whether it can be fitted or not."""
    found, reason = None, None
    try:
        with np.errstate(all="ignore"):
            found = fit()
    except lifetime_value.NotEstimable as refusal:
        reason = str(refusal)
        LOGGER.info(f"{model} was not fitted: {reason}")
    rows = []
    for name in names:
        low, high = found.intervals.get(name, (None, None)) if found else (None, None)
        rows.append(
            {
                "model": model,
                "parameter": name,
                "parameter_value": found and found.parameters[name],
                "lower_bound": low,
                "upper_bound": high,
                "log_likelihood": found and round(found.log_likelihood, 4),
                "fitted_rows": found and found.rows,
                "fitted_customers": found and found.customers,
                "is_estimable": found is not None,
                "not_estimable_because": reason,
                "note": found and found.note,
            }
        )
    return rows


def bg_nbd_rows(
    session: DuckDBPyConnection, query: str, penalty: float, minimum_customers: int
) -> list[dict[str, Any]]:
    """Return the parameter rows of BG/NBD.

    Args:
        session: the connection.
        query: of the columns frequency, recency_days, age_days, one row per customer.
        penalty: as in `lifetime_value.fit_bg_nbd`.
        minimum_customers: fewer are not fitted.
    """
    Progress()("BG/NBD")
    counted = session.execute(
        "select frequency, recency_days, age_days, count(*) as customers"
        f" from ({query}) group by all order by all"
    ).fetchnumpy()
    frequency, recency, age, counts = (np.asarray(one, dtype=float) for one in counted.values())
    weeks = DAYS_PER_WEEK
    return parameter_rows(
        "bg_nbd",
        ("r", "alpha", "a", "b"),
        lambda: lifetime_value.fit_bg_nbd(
            frequency, recency / weeks, age / weeks, counts, penalty, minimum_customers
        ),
    )


def lifetime_value_fit(
    session: DuckDBPyConnection,
    inputs: DuckDBPyRelation,
    recipe: str,
    minimum_customers: int,
    sample_customers: int,
) -> DuckDBPyRelation:
    """Return the parameters of BG/NBD and Gamma-Gamma: `PARAMETER_COLUMNS`.

    Args:
        session: the connection.
        inputs: `int_lifetime_value_inputs`.
        recipe: `sound`, or `published` with its penalties of 0.001 and 0.01.
        minimum_customers: fewer are not fitted.
        sample_customers: at most so many, with spend before others and by the hash of their id,
            fit Gamma-Gamma; their means hardly repeat, so that counting equal rows does not bound
            the work.
    """
    penalties = {"sound": (0.0, 0.0), "published": (0.001, 0.01)}[recipe]
    orders = f"select * from ({inputs.sql_query()}) where is_in_fit"
    rows = bg_nbd_rows(session, orders, penalties[0], minimum_customers)
    counted = session.execute(
        "with sampled as (select order_count, spend, customer_id"
        f" from ({orders}) order by spend > 0 desc, md5(customer_id), customer_id"
        f" limit {sample_customers})"
        " select order_count, cast(spend as double) as spend, count(*) as customers"
        " from sampled group by all order by all"
    ).fetchnumpy()
    order_count, spend, counts = (np.asarray(one, dtype=float) for one in counted.values())
    rows += parameter_rows(
        "gamma_gamma",
        ("p", "q", "v"),
        lambda: lifetime_value.fit_gamma_gamma(
            order_count, spend / order_count, counts, penalties[1], minimum_customers
        ),
    )
    return as_relation(session, "lifetime_value_fit", PARAMETER_COLUMNS, rows)


def backtest_fit(
    session: DuckDBPyConnection, inputs: DuckDBPyRelation, minimum_customers: int
) -> DuckDBPyRelation:
    """Return the parameters of BG/NBD on the calibration period: `PARAMETER_COLUMNS`."""
    rows = bg_nbd_rows(session, inputs.sql_query(), 0.0, minimum_customers)
    return as_relation(session, "backtest_fit", PARAMETER_COLUMNS, rows)


def expectations(
    session: DuckDBPyConnection,
    inputs: DuckDBPyRelation,
    fit: DuckDBPyRelation,
    columns: dict[str, Callable[..., np.ndarray]],
) -> DuckDBPyRelation:
    """Return what BG/NBD expects of each history that occurs; no rows where it was not fitted.

    Args:
        session: the connection.
        inputs: a relation with frequency, recency_days and age_days.
        fit: the parameters, as `PARAMETER_COLUMNS`.
        columns: name -> function of parameters, frequency, recency and age in weeks.

    Returns:
        frequency, recency_days, age_days and the columns, to nine places; null for no number.
    """
    progress = Progress()
    parameters = dict(
        session.execute(
            f"select parameter, parameter_value from ({fit.sql_query()})"
            " where model = 'bg_nbd' and is_estimable"
        ).fetchall()
    )
    histories = session.execute(
        f"select distinct frequency, recency_days, age_days from ({inputs.sql_query()})"
        f" where {bool(parameters)} order by all"
    ).fetchnumpy()
    keys = {name: np.asarray(one, dtype=np.int32) for name, one in histories.items()}
    count = len(keys["frequency"])
    computed = keys | {name: np.empty(count) for name in columns}
    for start in range(0, count, CHUNK_ROWS):
        progress(f"expected orders of {start:,} of {count:,} different histories")
        some = slice(start, start + CHUNK_ROWS)
        frequency, recency, age = (one[some].astype(float) for one in keys.values())
        for name, function in columns.items():
            with np.errstate(all="ignore"):
                computed[name][some] = function(
                    parameters, frequency, recency / DAYS_PER_WEEK, age / DAYS_PER_WEEK
                ).round(9)
    shown = ", ".join(f"case when isfinite({name}) then {name} end as {name}" for name in columns)
    # DuckDB finds the arrays by the name of the variable.
    return session.sql(f"select frequency, recency_days, age_days, {shown} from computed")


def lifetime_value_expectations(
    session: DuckDBPyConnection,
    inputs: DuckDBPyRelation,
    fit: DuckDBPyRelation,
    recipe: str,
    months: int,
    monthly_discount: float,
) -> DuckDBPyRelation:
    """Return, for each history, what `customer_lifetime_value` needs of BG/NBD.

    Args:
        session: the connection.
        inputs: `int_lifetime_value_inputs`.
        fit: `int_lifetime_value_fit`.
        recipe: `published` has quarters of 12 weeks, `sound` months of 4.345 weeks.
        months: horizon of the value.
        monthly_discount: by which a month's orders are worth less than the month's before.
    """
    quarter = {"sound": 3 * lifetime_value.WEEKS_PER_MONTH, "published": 12.0}[recipe]

    def orders_within(weeks: float) -> Callable[..., np.ndarray]:
        return lambda fitted, *history: lifetime_value.expected_orders(fitted, weeks, *history)

    columns: dict[str, Callable[..., np.ndarray]] = {
        "probability_alive": lifetime_value.probability_alive,
        "expected_orders_3_months": orders_within(quarter),
        "expected_orders_6_months": orders_within(2 * quarter),
        "discounted_orders": lambda fitted, *history: lifetime_value.discounted_orders(
            fitted, months, monthly_discount, *history
        ),
    }
    return expectations(session, inputs, fit, columns)


def backtest_expectations(
    session: DuckDBPyConnection, inputs: DuckDBPyRelation, fit: DuckDBPyRelation, weeks: int
) -> DuckDBPyRelation:
    """Return, for each history, the orders expected in the holdout of so many weeks."""
    columns = {
        "expected_orders": lambda fitted, *history: lifetime_value.expected_orders(
            fitted, float(weeks), *history
        )
    }
    return expectations(session, inputs, fit, columns)
