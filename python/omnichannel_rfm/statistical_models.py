"""What the Python models do: read relations, call the mathematics, return a relation.

`session` is the DuckDB connection of dbt-duckdb. Rows are read in a fixed order, so that the order
of the input changes no byte.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from dbt.adapters.events.logging import AdapterLogger
from duckdb import DuckDBPyConnection, DuckDBPyRelation

from omnichannel_rfm import libraries

libraries.check()

from omnichannel_rfm import clusters, lifetime_value  # noqa: E402

LOGGER = AdapterLogger("omnichannel_rfm")
PROGRESS_SECONDS = 5.0
CHUNK_ROWS = 500_000
DAYS_PER_WEEK = 7

FIT_COLUMNS = {
    "recipe": "varchar",
    "fitted_on": "date",
    "customers": "bigint",
    "fitted_customers": "bigint",
    "ward_customers": "bigint",
    "cluster_count": "integer",
    "is_refitted": "boolean",
    "adjusted_rand_index": "double",
    "not_estimable_because": "varchar",
    "features": """struct(
        feature_number integer, feature varchar, minimum double, maximum double,
        log_minimum double, log_range double, skewness_before double, skewness_after double
    )[]""",
    "diagnostics": """struct(
        k integer, inertia double, silhouette double, calinski_harabasz double,
        davies_bouldin double, silhouette_customers bigint, elbow_distance double,
        is_elbow boolean, is_chosen boolean
    )[]""",
    "centres": """struct(
        method varchar, cluster integer, label varchar, value_rank integer, centre double[]
    )[]""",
    "joins": """struct(
        node integer, height double, customers bigint, is_above_cut boolean, ward_cluster integer,
        place double, left_node integer, left_height double, left_customers bigint,
        left_place double, left_cluster integer, right_node integer, right_height double,
        right_customers bigint, right_place double, right_cluster integer
    )[]""",
    "ward_members": "struct(customer_id varchar, ward_cluster integer)[]",
}
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


class Progress:
    """Writes lines to dbt's log, at most one in `PROGRESS_SECONDS`, so that short fits are mute."""

    def __init__(self) -> None:
        """Start counting."""
        self.last = time.monotonic()

    def __call__(self, text: str) -> None:
        """Write a line if the last one is long past."""
        if time.monotonic() - self.last >= PROGRESS_SECONDS:
            LOGGER.info(f"{text}")
            self.last = time.monotonic()


def finite(value: float | None) -> float | None:
    """Return a number, or None for what is none."""
    return None if value is None or not math.isfinite(value) else float(value)


def as_relation(
    session: DuckDBPyConnection, name: str, columns: dict[str, str], rows: list[dict[str, Any]]
) -> DuckDBPyRelation:
    """Return rows as a relation of typed columns, held by the temporary table `name`."""
    struct = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    session.execute(
        f"create or replace temp table {name} as"
        f" select unnest(cast($1 as struct({struct})[]), max_depth := 2)",
        [[{column: row[column] for column in columns} for row in rows]],
    )
    return session.table(name)


def previous_rows(session: DuckDBPyConnection, this: Any) -> list[dict[str, Any]]:
    """Return the rows of the model as the last run left them; none if it has other columns."""
    columns = session.execute(
        "select column_name from duckdb_columns() where database_name = $1 and schema_name = $2"
        " and table_name = $3 order by column_index",
        [this.database, this.schema, this.identifier],
    ).fetchall()
    if [column for (column,) in columns] != list(FIT_COLUMNS):
        return []
    cursor = session.execute(f"select * from {this}")
    return [dict(zip(FIT_COLUMNS, row, strict=True)) for row in cursor.fetchall()]


# --- clusters -------------------------------------------------------------------------


def cluster_fit(
    session: DuckDBPyConnection,
    inputs: DuckDBPyRelation,
    this: Any,
    cluster_count: int | None,
    refit: bool,
    sample_customers: int,
    ward_customers: int,
) -> DuckDBPyRelation:
    """Return one row with all that is known of the clusters: `FIT_COLUMNS`.

    Args:
        session: the connection.
        inputs: `int_cluster_inputs`.
        this: the model itself, for the centres of the last run.
        cluster_count: k; None for 3 of recipe rfm and else the elbow's.
        refit: False keeps the last run's row if it is of the same recipe.
        sample_customers: at most so many customers, by the hash of their id, fit K-means.
        ward_customers: at most so many of them fit Ward's tree.
    """
    query = inputs.sql_query()
    recipe, customers, fitted_on = session.execute(
        f"select max(recipe), count(*), max(analysis_date) from ({query})"
    ).fetchone()
    earlier = [row for row in previous_rows(session, this) if row["recipe"] == recipe]
    earlier = [row for row in earlier if row["not_estimable_because"] is None]
    if earlier and not refit:
        row = earlier[0] | {"is_refitted": False}
        return as_relation(session, "cluster_fit", FIT_COLUMNS, [row])

    row = dict.fromkeys(FIT_COLUMNS) | {
        "recipe": recipe,
        "fitted_on": fitted_on,
        "customers": customers,
        "fitted_customers": min(customers, sample_customers),
        "ward_customers": min(customers, sample_customers, ward_customers),
        "is_refitted": True,
    }
    try:
        row |= fitted_clusters(
            session, query, recipe, cluster_count, sample_customers, ward_customers, earlier
        )
    except clusters.NotEstimable as reason:
        row["not_estimable_because"] = str(reason)
        LOGGER.info(f"the customers were not clustered: {reason}")
    return as_relation(session, "cluster_fit", FIT_COLUMNS, [row])


def fitted_clusters(
    session: DuckDBPyConnection,
    query: str,
    recipe: str,
    cluster_count: int | None,
    sample_customers: int,
    ward_customers: int,
    earlier: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return the fitted part of the row of `cluster_fit`; arguments as there.

    Raises:
        clusters.NotEstimable: the customers cannot be clustered.
    """
    progress = Progress()
    named = session.execute(f"select feature_names from ({query}) limit 1").fetchone()
    if named is None:
        raise clusters.NotEstimable("too_few_different_customers")
    names = named[0]
    places = range(1, len(names) + 1)
    limits = session.execute(
        "select "
        + ", ".join(f"min(feature_values[{at}]), max(feature_values[{at}])" for at in places)
        + f" from ({query})"
    ).fetchone()
    minimum, maximum = np.array(limits[::2]), np.array(limits[1::2])
    sample = session.execute(
        "with sampled as (select *, md5(customer_id) as customer_hash"
        f" from ({query}) order by customer_hash, customer_id limit {sample_customers})"
        " select customer_id, customer_value,"
        " row_number() over (order by customer_hash, customer_id) as place, "
        + ", ".join(f"feature_values[{at}] as feature_{at}" for at in places)
        + " from sampled order by customer_id"
    ).fetchnumpy()
    values = np.column_stack([np.asarray(sample[f"feature_{at}"], dtype=float) for at in places])
    worth, place = np.asarray(sample["customer_value"], dtype=float), np.asarray(sample["place"])

    scaling = clusters.Scaling.of(minimum, maximum)
    points = scaling.apply(values).round(clusters.PLACES)
    if recipe == "rfm" and cluster_count is None:
        cluster_count = len(clusters.TIERS)
    silhouette_rows = np.flatnonzero(place <= clusters.SILHOUETTE_CUSTOMERS)
    found = clusters.partitions(points, clusters.KS, silhouette_rows, progress)
    if cluster_count not in (None, *(one.k for one in found)) or len(found) < 2:
        raise clusters.NotEstimable("too_few_different_customers")
    elbow, below = clusters.elbow([one.k for one in found], [one.inertia for one in found])
    chosen = next(one for one in found if one.k == (cluster_count or elbow))

    known = earlier[0] if earlier else None
    before = scaling_of(known) if known else None
    old = {
        centre["cluster"]: scaling.from_other(np.array(centre["centre"]), before)
        for centre in (known["centres"] if known else ())
        if centre["method"] == "kmeans"
    }
    kmeans = named_centres("kmeans", recipe, chosen.centres, means(worth, chosen.labels), old)
    index = None
    if old:
        rows = clusters.nearest(points, np.vstack([old[number] for number in sorted(old)]))
        index = round(clusters.adjusted_rand_index(chosen.labels, rows), 6)

    in_tree = np.flatnonzero(place <= ward_customers)
    progress(f"Ward's tree of {len(in_tree):,} customers")
    members = points[in_tree]
    tree = clusters.ward(members)
    # A tree of fewer different customers than clusters is not cut that far.
    k = min(chosen.k, len(np.unique(members, axis=0)))
    branches = clusters.cut(tree, k)
    middles = np.vstack([members[branches == one].mean(axis=0) for one in range(k)])
    like = {centre["cluster"]: np.array(centre["centre"]) for centre in kmeans}
    ward = named_centres(
        "ward", recipe, middles.round(clusters.PLACES), means(worth[in_tree], branches), like
    )
    branch_numbers = np.array([centre["cluster"] for centre in ward])[branches]
    skewness = zip(clusters.skewness(values), clusters.skewness(points), strict=True)
    return {
        "cluster_count": chosen.k,
        "adjusted_rand_index": index,
        "features": [
            {
                "feature_number": at,
                "feature": name,
                "minimum": float(minimum[at - 1]),
                "maximum": float(maximum[at - 1]),
                "log_minimum": float(scaling.log_minimum[at - 1]),
                "log_range": float(scaling.log_range[at - 1]),
                "skewness_before": before_and_after[0],
                "skewness_after": before_and_after[1],
            }
            for at, name, before_and_after in zip(places, names, skewness, strict=True)
        ],
        "diagnostics": [
            {
                "k": one.k,
                "inertia": round(one.inertia, 6),
                "silhouette": finite(round(one.silhouette, 6)),
                "calinski_harabasz": finite(round(one.calinski_harabasz, 6)),
                "davies_bouldin": finite(round(one.davies_bouldin, 6)),
                "silhouette_customers": len(silhouette_rows),
                "elbow_distance": distance,
                "is_elbow": one.k == elbow,
                "is_chosen": one.k == chosen.k,
            }
            for one, distance in zip(found, below, strict=True)
        ],
        "centres": kmeans + ward,
        "joins": clusters.last_merges(tree, branch_numbers, k),
        "ward_members": [
            {"customer_id": str(sample["customer_id"][row]), "ward_cluster": int(number)}
            for row, number in zip(in_tree, branch_numbers, strict=True)
        ],
    }


def scaling_of(row: dict[str, Any]) -> clusters.Scaling:
    """Return the scaling of a row of `cluster_fit`."""
    return clusters.Scaling(
        np.array([feature["log_minimum"] for feature in row["features"]]),
        np.array([feature["log_range"] for feature in row["features"]]),
    )


def means(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the mean value of each label from 0, rounded."""
    return (np.bincount(labels, values) / np.bincount(labels)).round(clusters.PLACES)


def named_centres(
    method: str,
    recipe: str,
    centres: np.ndarray,
    mean_values: np.ndarray,
    previous: dict[int, np.ndarray],
) -> list[dict[str, Any]]:
    """Return centres with number, label and place by value; for the arguments see `clusters`."""
    given = clusters.numbers(centres, mean_values, previous)
    ranks = clusters.value_ranks(mean_values)
    labels = clusters.labels_of(recipe, given, ranks)
    return [
        {
            "method": method,
            "cluster": int(given[row]),
            "label": labels[row],
            "value_rank": int(ranks[row]),
            "centre": centres[row].tolist(),
        }
        for row in range(len(centres))
    ]


# --- lifetime value -------------------------------------------------------------------


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
