"""Clusters of customers: K-means for many numbers of clusters, Ward's tree, names that last.

Everything is a function of its arguments: points come in the order of customer_id, the seed is
fixed, one thread computes, and what leaves the module is rounded to `PLACES`.

Sources: K-means, Lloyd (1982), started by k-means++, Arthur and Vassilvitskii (2007), as in
scikit-learn; Ward's criterion, Ward (1963), by fastcluster, Müllner (2013); the elbow as the
point farthest from the chord, Satopää et al. (2011); the adjusted Rand index, Hubert and Arabie
(1985).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import fastcluster
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import skew
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

SEED = 1
STARTS = 10
KS = range(2, 21)
SILHOUETTE_CUSTOMERS = 5_000
LEAVES = 30
PLACES = 9
TIERS = ("platinum", "gold", "silver")
ELBOW_METHOD = "farthest below the chord of inertia by k, both scaled to 0 to 1"


class NotEstimable(Exception):
    """The customers cannot be clustered; the text is the reason as a code."""


def logarithm(values: np.ndarray) -> np.ndarray:
    """Return ln(1 + x) of each value; 0 below 0, as where returns outweigh sales."""
    return np.log1p(np.maximum(values, 0.0))


@dataclass(frozen=True)
class Scaling:
    """How a feature becomes a coordinate: (ln(1 + x) - log_minimum) / log_range, below 0 as at 0.

    Both arrays are of shape (features,). A feature of one value has range 1 and coordinate 0.
    """

    log_minimum: np.ndarray
    log_range: np.ndarray

    @classmethod
    def of(cls, minimum: np.ndarray, maximum: np.ndarray) -> Scaling:
        """Return the scaling that takes each feature from `minimum` to `maximum` to 0 to 1."""
        low, high = logarithm(minimum), logarithm(maximum)
        return cls(low, np.where(high > low, high - low, 1.0))

    def apply(self, values: np.ndarray) -> np.ndarray:
        """Return the points of features, both of shape (customers, features)."""
        return (logarithm(values) - self.log_minimum) / self.log_range

    def from_other(self, points: np.ndarray, other: Scaling) -> np.ndarray:
        """Return points of another scaling as points of this one."""
        return (points * other.log_range + other.log_minimum - self.log_minimum) / self.log_range


@dataclass(frozen=True)
class Partition:
    """K-means for one k: `labels` (customers,) from 0, `centres` (k, features), the figures."""

    k: int
    labels: np.ndarray
    centres: np.ndarray
    inertia: float
    silhouette: float
    calinski_harabasz: float
    davies_bouldin: float


def skewness(values: np.ndarray) -> list[float | None]:
    """Return the bias-corrected skewness of each column (as pandas' `skew`); None if constant."""
    return [
        None if len(column) < 3 or column.min() == column.max() else float(skew(column, bias=False))
        for column in np.ascontiguousarray(values.T)
    ]


def partitions(
    points: np.ndarray,
    ks: Sequence[int],
    silhouette_rows: np.ndarray,
    progress: Callable[[str], Any] = lambda text: None,
) -> list[Partition]:
    """Fit K-means for each k up to the number of different points, the best of `STARTS` starts.

    Points as near as rounding errors are not different: they leave a cluster empty, and it ends.

    Args:
        points: shape (customers, features), sorted by customer_id.
        ks: numbers of clusters, in rising order.
        silhouette_rows: rows of `points` that the silhouette is computed on; it compares pairs.
        progress: is called with a line of text before each fit.
    """
    found = []
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        distances = metrics.pairwise_distances(points[silhouette_rows])
        for k in (k for k in ks if k <= len(points)):
            progress(f"K-means with {k} clusters on {len(points):,} customers")
            fit = KMeans(k, n_init=STARTS, random_state=SEED).fit(points)
            if len(np.unique(fit.labels_)) < k:
                break
            in_rows = fit.labels_[silhouette_rows]
            has_silhouette = 1 < len(np.unique(in_rows)) < len(in_rows)
            found.append(
                Partition(
                    k=k,
                    labels=fit.labels_,
                    centres=fit.cluster_centers_.round(PLACES),
                    inertia=float(fit.inertia_),
                    silhouette=float(
                        metrics.silhouette_score(distances, in_rows, metric="precomputed")
                        if has_silhouette
                        else np.nan
                    ),
                    calinski_harabasz=float(metrics.calinski_harabasz_score(points, fit.labels_))
                    if k < len(points)
                    else np.nan,
                    davies_bouldin=float(metrics.davies_bouldin_score(points, fit.labels_))
                    if k < len(points)
                    else np.nan,
                )
            )
    return found


def elbow(ks: Sequence[int], inertias: Sequence[float]) -> tuple[int, list[float]]:
    """Return the elbow's k, and for each k how far the curve lies below its chord, 0 to 1.

    Both axes are scaled to 0 to 1, so the chord falls from (0, 1) to (1, 0). With fewer than
    three points there is no bend, and the smallest k is returned. Of equal distances the
    smallest k wins.
    """
    x, y = np.asarray(ks, dtype=float), np.asarray(inertias, dtype=float)
    if len(x) < 3 or y.max() == y.min():
        return int(ks[0]), [0.0] * len(x)
    along = (x - x[0]) / (x[-1] - x[0])
    height = (y - y.min()) / (y.max() - y.min())
    below = (1.0 - along - height).round(PLACES)
    return int(ks[int(below.argmax())]), below.tolist()


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the row of the nearest centre for each point; of equally near ones the first."""
    with threadpool_limits(limits=1):
        return metrics.pairwise_distances_argmin(points, centres)


def value_ranks(mean_values: np.ndarray) -> np.ndarray:
    """Return the place of each cluster by its customers' mean value, from 1, highest first."""
    order = np.lexsort((np.arange(len(mean_values)), -mean_values))
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def numbers(
    centres: np.ndarray,
    mean_values: np.ndarray,
    previous: dict[int, np.ndarray] | None = None,
) -> np.ndarray:
    """Return the lasting number of each cluster.

    Without a previous fit it is the place by mean value. Otherwise clusters take over the numbers
    of the previous centres, one to one, so that the squared distances add up to the least; a
    cluster that is left over takes the lowest free number, by mean value.

    Args:
        centres: shape (k, features).
        mean_values: shape (k,), the mean value of a cluster's customers.
        previous: number -> centre in the same coordinates, shape (features,).
    """
    ranks = value_ranks(mean_values)
    if not previous:
        return ranks
    known = sorted(previous)
    old = np.vstack([previous[number] for number in known])
    squares = ((centres[:, None, :] - old[None, :, :]) ** 2).sum(axis=2)
    given = np.zeros(len(centres), dtype=int)
    for row, column in zip(*linear_sum_assignment(squares), strict=True):
        given[row] = known[column]
    free = (number for number in range(1, 2 * len(centres) + 1) if number not in set(given))
    for row in np.argsort(ranks):
        if not given[row]:
            given[row] = next(free)
    return given


def labels_of(recipe: str, given: np.ndarray, ranks: np.ndarray) -> list[str]:
    """Return the names of clusters: three of recipe rfm by value, others by lasting number."""
    if recipe == "rfm" and len(given) == len(TIERS):
        return [TIERS[rank - 1] for rank in ranks]
    return [f"group_{number}" for number in given]


def adjusted_rand_index(one: np.ndarray, other: np.ndarray) -> float:
    """Return how alike two partitions of the same customers are: 1 the same, 0 as by chance."""
    return float(metrics.adjusted_rand_score(one, other))


# --- Ward -----------------------------------------------------------------------------


def ward(points: np.ndarray) -> np.ndarray:
    """Return Ward's tree: shape (customers - 1, 4), as scipy's `linkage` gives it.

    A row joins two nodes at a height; rows rise in height, customers are the nodes from 0, the
    node that row i makes is customers + i. The work grows with the square of the customers, the
    memory with the customers.
    """
    with threadpool_limits(limits=1):
        return fastcluster.linkage_vector(points, method="ward")


def cut(tree: np.ndarray, k: int) -> np.ndarray:
    """Return the cluster, from 0, of each customer when the last k - 1 joins are undone."""
    customers = len(tree) + 1
    above = np.arange(2 * customers - 1)
    for row in range(customers - k):
        above[tree[row, :2].astype(int)] = customers + row
    for node in range(2 * customers - 2, -1, -1):
        above[node] = above[above[node]]
    return np.unique(above[:customers], return_inverse=True)[1]


def last_merges(
    tree: np.ndarray, cluster_of: np.ndarray, k: int, leaves: int = LEAVES
) -> list[dict[str, Any]]:
    """Return the last joins of Ward's tree, enough to draw it.

    The branches below them are the leaves of the drawing, numbered and placed from 1 from left
    to right; a join's node number goes on from there, in rising order of height.

    Args:
        tree: as `ward` returns it.
        cluster_of: the final cluster of each customer, shape (customers,).
        k: number of clusters; the last k - 1 joins are above the cut.
        leaves: how many branches to keep at most.
    """
    customers = len(tree) + 1
    leaves = min(leaves, customers)
    first = 2 * customers - leaves  # the first node that is kept
    children = tree[:, :2].astype(int)

    order: list[int] = []
    waiting = [2 * customers - 2]
    while waiting:
        node = waiting.pop()
        if node < first:
            order.append(node)
        else:
            left, right = children[node - customers]
            waiting += [int(right), int(left)]
    number = {node: count for count, node in enumerate(order, start=1)}
    place = {node: float(count) for node, count in number.items()}
    size = {node: 1 if node < customers else int(tree[node - customers, 3]) for node in order}
    cluster: dict[int, int | None] = {}
    for node in order:
        member = node
        while member >= customers:
            member = int(children[member - customers][0])
        cluster[node] = int(cluster_of[member])
    height = dict.fromkeys(order, 0.0)

    merges = []
    for count, node in enumerate(range(first, 2 * customers - 1), start=1):
        left, right = map(int, children[node - customers])
        is_above_cut = count > leaves - k
        number[node] = leaves + count
        place[node] = (place[left] + place[right]) / 2
        size[node] = size[left] + size[right]
        height[node] = round(float(tree[node - customers, 2]), PLACES)
        cluster[node] = None if is_above_cut else cluster[left]
        merges.append(
            {
                "node": number[node],
                "height": height[node],
                "customers": size[node],
                "is_above_cut": is_above_cut,
                "ward_cluster": cluster[node],
                "place": place[node],
                **{
                    f"{side}_{name}": table[child]
                    for side, child in (("left", left), ("right", right))
                    for name, table in (
                        ("node", number),
                        ("height", height),
                        ("customers", size),
                        ("place", place),
                        ("cluster", cluster),
                    )
                },
            }
        )
    return merges
