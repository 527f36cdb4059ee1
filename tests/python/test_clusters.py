"""Clusters: the mathematics on points made up, the marts on the real FLO file."""

from __future__ import annotations

import random
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
from conftest import Build, dbt, real_file
from statistics_builds import flo_published, flo_statistics, statistics_folder, table

from omnichannel_rfm import libraries
from omnichannel_rfm.statistical_models import clusters

fixtures = (flo_published, flo_statistics, statistics_folder)


def blobs(count: int = 300, seed: int = 3) -> np.ndarray:
    """Return points around (0, 0), (1, 0) and (0, 1), in turn."""
    middles = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    noise = np.random.default_rng(seed).normal(0, 0.05, (count, 2))
    return middles[np.arange(count) % 3] + noise


# --- the mathematics --------------------------------------------------------------------


def test_the_elbow_is_where_the_curve_bends() -> None:
    k, below = clusters.elbow([2, 3, 4, 5, 6], [100.0, 20.0, 15.0, 12.0, 10.0])
    assert k == 3
    assert below[0] == below[-1] == 0.0
    assert below[1] == pytest.approx(1 - 0.25 - 10 / 90)
    assert clusters.elbow([2, 3], [5.0, 1.0]) == (2, [0.0, 0.0])


def test_scaling_goes_from_0_to_1_and_leaves_constants_at_0() -> None:
    scaling = clusters.Scaling.of(np.array([0.0, 7.0]), np.array([np.e - 1, 7.0]))
    points = scaling.apply(np.array([[0.0, 7.0], [np.e - 1, 7.0]]))
    assert points.tolist() == [[0.0, 0.0], [1.0, 0.0]]
    other = clusters.Scaling.of(np.array([0.0, 7.0]), np.array([np.e**2 - 1, 7.0]))
    assert scaling.from_other(np.array([[1.0, 0.0]]), other) == pytest.approx(
        np.array([[2.0, 0.0]])
    )


def test_a_value_below_0_lies_where_0_does() -> None:
    scaling = clusters.Scaling.of(np.array([-300.0]), np.array([np.e - 1]))
    points = scaling.apply(np.array([[-300.0], [-0.5], [0.0], [np.e - 1]]))
    assert points.ravel().tolist() == [0.0, 0.0, 0.0, 1.0]


def test_skewness_is_that_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    values = np.random.default_rng(1).lognormal(size=(50, 2))
    values[:, 1] = 4.0
    first, second = clusters.skewness(values)
    assert first == pytest.approx(pandas.Series(values[:, 0]).skew())
    assert second is None


def test_partitions_find_the_blobs() -> None:
    points = blobs()
    (two, three) = clusters.partitions(points, [2, 3], np.arange(len(points)))
    assert clusters.adjusted_rand_index(three.labels, np.arange(300) % 3) == 1.0
    assert three.inertia < two.inertia
    assert three.silhouette > two.silhouette > 0


def test_there_are_no_more_clusters_than_different_points() -> None:
    three = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    alike = np.vstack([three, three, three])
    hardly_apart = np.vstack([three, three + 1e-12])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for points, most in ((three, [3]), (alike, [3]), (three[:1], [1]), (hardly_apart, [3, 6])):
            found = clusters.partitions(points, clusters.KS, np.arange(len(points)))
            assert most[0] <= len(found) + 1 <= most[-1]
            assert [one.k for one in found] == list(range(2, len(found) + 2))
            # What is hardly apart is told apart or not, and no cluster is without points.
            assert all(len(np.unique(one.labels)) == one.k for one in found)


def test_numbers_go_by_value_first_and_by_the_old_centres_then() -> None:
    centres = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    values = np.array([10.0, 30.0, 20.0])
    assert clusters.numbers(centres, values).tolist() == [3, 1, 2]
    previous = {1: np.array([0.02, 0.0]), 2: np.array([0.0, 0.95]), 3: np.array([1.1, 0.0])}
    assert clusters.numbers(centres, values, previous).tolist() == [1, 3, 2]
    # One cluster more than before: the free number. One less: the numbers of the nearest.
    del previous[1]
    assert clusters.numbers(centres, values, previous).tolist() == [1, 3, 2]
    previous |= {1: np.array([0.02, 0.0]), 4: np.array([5.0, 5.0])}
    assert clusters.numbers(centres[:2], values[:2], previous).tolist() == [1, 3]


def test_three_clusters_of_rfm_are_named_by_value_never_by_number() -> None:
    given, ranks = np.array([3, 1, 2]), np.array([1, 3, 2])
    assert clusters.labels_of("rfm", given, ranks) == ["platinum", "silver", "gold"]
    assert clusters.labels_of("omnichannel", given, ranks) == ["group_3", "group_1", "group_2"]


def test_wards_tree_is_that_of_scipy_and_is_cut_as_scipy_cuts_it() -> None:
    from scipy.cluster.hierarchy import fcluster, ward

    points = blobs(90)
    tree, reference = clusters.ward(points), ward(points)
    assert tree[:, 2] == pytest.approx(reference[:, 2])
    assert tree[:, 3].tolist() == reference[:, 3].tolist()
    for k in (1, 2, 3, 7, 90):
        expected = fcluster(reference, k, criterion="maxclust")
        assert clusters.adjusted_rand_index(clusters.cut(tree, k), expected) == 1.0


def test_the_last_merges_draw_the_tree() -> None:
    from scipy.cluster.hierarchy import dendrogram

    points = blobs(60)
    tree = clusters.ward(points)
    branches = clusters.cut(tree, 3)
    merges = clusters.last_merges(tree, branches + 1, 3, leaves=8)
    drawn = dendrogram(tree, truncate_mode="lastp", p=8, no_plot=True)
    heights = sorted(round(max(line), 9) for line in drawn["dcoord"])
    assert [merge["height"] for merge in merges] == heights
    assert merges[-1]["customers"] == 60
    assert [merge["is_above_cut"] for merge in merges].count(True) == 2
    ends = {merge[f"{side}_place"] for merge in merges for side in ("left", "right")}
    assert set(map(float, range(1, 9))) <= ends
    for merge in merges:
        assert merge["left_place"] < merge["place"] < merge["right_place"]
    # A tree of two customers is one join.
    (only,) = clusters.last_merges(clusters.ward(points[:2]), np.array([1, 1]), 1)
    assert only["left_customers"] == only["right_customers"] == 1


def test_the_number_of_threads_changes_no_bit() -> None:
    from threadpoolctl import threadpool_limits

    points = blobs(2_000)
    found = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            (partition,) = clusters.partitions(points, [5], np.arange(100))
            found.append((partition.centres.tobytes(), partition.inertia, partition.silhouette))
    assert found[0] == found[1]


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    libraries.check()
    monkeypatch.setattr(libraries, "MODULES", ("numpy", "not_there"))
    with pytest.raises(libraries.LibrariesMissing, match="lacks not_there.*install statistics"):
        libraries.check()


# --- the marts on the real file ---------------------------------------------------------


def test_flo_has_seven_clusters_by_the_elbow(flo_statistics: Build) -> None:
    rows = flo_statistics.query(
        "select k, inertia, is_elbow, is_chosen, elbow_method is not null"
        " from marts.cluster_diagnostics order by k"
    )
    assert [row[0] for row in rows] == list(range(2, 21))
    assert [row[0] for row in rows if row[2]] == [row[0] for row in rows if row[3]] == [7]
    assert [row[0] for row in rows if row[4]] == [7]
    assert rows[5][1] < 901.0


def test_flo_clusters_are_those_of_scikit_learn_on_the_raw_file(flo_statistics: Build) -> None:
    """The file read by hand, transformed as the notebooks do, each customer's centre by hand."""
    import csv

    from sklearn.cluster import KMeans

    with real_file("flo/flo_data_20k_store_type.csv").open(encoding="utf-8") as file:
        customers = sorted(csv.DictReader(file), key=lambda row: row["master_id"].encode())

    def days(row: dict[str, str], one: str, other: str) -> float:
        return float(np.datetime64(row[one]) - np.datetime64(row[other])) / 1

    raw = np.array(
        [
            [
                float(row["order_num_total_ever_online"]),
                float(row["order_num_total_ever_offline"]),
                float(row["customer_value_total_ever_offline"]),
                float(row["customer_value_total_ever_online"]),
                float(
                    (np.datetime64("2021-06-01") - np.datetime64(row["last_order_date"])).astype(
                        int
                    )
                ),
                float(
                    (
                        np.datetime64(row["last_order_date"])
                        - np.datetime64(row["first_order_date"])
                    ).astype(int)
                ),
            ]
            for row in customers
        ]
    )
    logs = np.log1p(raw)
    points = (logs - logs.min(axis=0)) / (logs.max(axis=0) - logs.min(axis=0))
    fit = KMeans(7, n_init=10, random_state=clusters.SEED).fit(points)
    found = flo_statistics.query(
        "select cluster, centre_distance, second_centre_distance from marts.customer_clusters"
        " order by customer_id"
    )
    numbers = np.array([row[0] for row in found])
    # Rounded coordinates put nobody elsewhere but on a border.
    assert clusters.adjusted_rand_index(numbers, fit.labels_) > 0.999
    distances = np.sort(np.linalg.norm(points[:, None, :] - fit.cluster_centers_, axis=2), axis=1)
    assert np.array([float(row[1]) for row in found]) == pytest.approx(distances[:, 0], abs=2e-4)
    assert np.array([float(row[2]) for row in found]) == pytest.approx(distances[:, 1], abs=2e-4)


def test_clusters_are_numbered_by_mean_value(flo_statistics: Build) -> None:
    rows = flo_statistics.query(
        "select cluster, value_rank, mean_monetary from marts.cluster_profiles"
        " where method = 'kmeans' order by mean_monetary desc"
    )
    assert [row[0] for row in rows] == [row[1] for row in rows] == [1, 2, 3, 4, 5, 6, 7]


def test_everybody_is_in_wards_tree_below_the_limit(flo_statistics: Build) -> None:
    assert flo_statistics.query(
        "select ward_assignment, count(*) from marts.customer_clusters group by all"
    ) == [("tree", 19945)]
    (top,) = flo_statistics.query(
        "select height, customers from marts.cluster_merges order by node desc limit 1"
    )
    # scipy's ward() on the same coordinates prints this height.
    assert top == (pytest.approx(36.513797, abs=1e-6), 19945)


def test_features_say_how_skewed_they_are(flo_statistics: Build) -> None:
    """pandas' skew() of the six columns, before and after log1p."""
    rows = flo_statistics.query(
        "select feature, skewness_before, skewness_after from marts.cluster_features"
        " where feature in ('online_order_count', 'recency_days') order by feature"
    )
    assert rows == [
        ("online_order_count", 10.488483, 1.272017),
        ("recency_days", 0.617295, -0.841803),
    ]


def test_the_crosstab_counts_who_is_where(flo_statistics: Build) -> None:
    found = flo_statistics.query(
        "select cluster, segment, customers, revenue from marts.cluster_segment_crosstab"
        " where method = 'kmeans' and customers > 0 order by all"
    )
    assert found == flo_statistics.query(
        "select cluster, segment, count(*), sum(monetary) from marts.customer_clusters"
        " inner join marts.customer_segments using (customer_id) group by all order by all"
    )


def test_rfm_has_three_named_clusters_and_a_tree_of_a_sample(flo_published: Build) -> None:
    rows = flo_published.query(
        "select label, value_rank, mean_monetary from marts.cluster_profiles"
        " where method = 'kmeans' order by mean_monetary desc"
    )
    assert [row[:2] for row in rows] == [("platinum", 1), ("gold", 2), ("silver", 3)]
    assert flo_published.query("select feature from marts.cluster_features") == [
        ("recency_days",),
        ("frequency",),
        ("monetary",),
    ]
    assert flo_published.query(
        "select ward_assignment, count(*) from marts.customer_clusters group by all order by all"
    ) == [("nearest_centre", 17945), ("tree", 2000)]
    assert flo_published.query(
        "select recipe, adjusted_rand_index, ward_customers from marts.cluster_fit"
    ) == [("rfm", None, 2000)]


def test_a_refit_on_shuffled_rows_keeps_every_byte(flo_statistics: Build, tmp_path: Path) -> None:
    """The second fit finds the first one: same numbers, same rows, stability 1."""
    header, *rows = real_file("flo/flo_data_20k_store_type.csv").read_bytes().splitlines(True)
    random.Random(5).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_bytes(b"".join([header, *rows]))
    shutil.copy(flo_statistics.database, tmp_path / "built.duckdb")
    project_vars = {"statistics": True, "customers_file": str(shuffled)}
    again = dbt(
        tmp_path,
        "build",
        "--exclude-resource-type",
        "unit_test",
        "test",
        "--select",
        "+tag:statistics",
        project_vars=project_vars,
    )
    assert again.exit_code == 0, again.output
    assert again.query("select adjusted_rand_index, is_refitted from marts.cluster_fit") == [
        (1, True)
    ]
    for mart, order in {
        "customer_clusters": "customer_id",
        "cluster_profiles": "method, cluster",
        "cluster_diagnostics": "k",
        "cluster_features": "feature",
        "cluster_merges": "node",
        "cluster_segment_crosstab": "method, cluster, segment",
        "customer_lifetime_value": "customer_id",
        "lifetime_value_profiles": "lifetime_value_segment",
    }.items():
        found, expected = (table(one, f"marts.{mart}", order) for one in (again, flo_statistics))
        assert found == expected, mart


def test_kept_centres_take_new_customers_and_few_customers_are_said(
    sample_build: Build, flo_statistics: Build, tmp_path: Path
) -> None:
    """The centres of FLO on other customers; then three customers alone, in a file of their own."""
    header, *rows = real_file("flo/flo_data_20k_store_type.csv").read_bytes().splitlines(True)
    kept, few = tmp_path / "kept", tmp_path / "few"
    for folder in (kept, few):
        folder.mkdir()
    (kept / "some.csv").write_bytes(b"".join([header, *rows[:500]]))
    (few / "some.csv").write_bytes(b"".join([header, *rows[:2]]))
    shutil.copy(flo_statistics.database, kept / "built.duckdb")

    select = ("--exclude-resource-type", "unit_test", "--select", "+tag:statistics")
    # Marts that are not selected stay as they were, so tests across them are left out.
    select += ("--indirect-selection", "cautious")
    given = {"statistics": True, "cluster_refit": False, "analysis_date": "2021-06-01"}
    build = dbt(
        kept, "build", *select, project_vars={**given, "customers_file": f"{kept}/some.csv"}
    )
    assert build.exit_code == 0, build.output
    assert build.query("select is_refitted, cluster_count, customers from marts.cluster_fit") == [
        (False, 7, 19945)
    ]
    here = dict(build.query("select customer_id, cluster from marts.customer_clusters"))
    there = dict(flo_statistics.query("select customer_id, cluster from marts.customer_clusters"))
    assert len(here) == 500
    assert here.items() <= there.items()

    given = {"statistics": True, "customers_file": f"{few}/some.csv"}
    build = dbt(few, "build", *select, project_vars=given)
    assert build.exit_code == 0, build.output
    assert "The customers were not clustered" in build.output or "not clustered" in build.output
    assert build.query("select is_estimable, not_estimable_because from marts.cluster_fit") == [
        (False, "too_few_different_customers")
    ]
    assert build.query("select count(*), count(cluster) from marts.customer_clusters") == [(2, 0)]
    assert build.query(
        "select distinct is_estimable, not_estimable_because, lifetime_value"
        " from marts.customer_lifetime_value"
    ) == [(False, "bg_nbd_too_few_customers", None)]
    assert build.query(
        "select distinct not_estimable_because from marts.lifetime_value_parameters"
    ) == [("too_few_customers",)]
