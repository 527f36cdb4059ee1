"""The fit of the clusters, from the customers' features to one row with all that is known."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection, DuckDBPyRelation

from omnichannel_rfm.statistical_models import clusters
from omnichannel_rfm.statistical_models.relations import LOGGER, Progress, as_relation

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


def finite(value: float | None) -> float | None:
    """Return a number, or None for what is none."""
    return None if value is None or not math.isfinite(value) else float(value)
