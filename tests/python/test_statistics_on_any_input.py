"""Statistics of inputs that models stumble over: a result or a true reason, and the build goes on.

The matrix: a customer extract, order lines with and without a channel; customers of four kinds
(`CUSTOMERS`); both recipes of clusters, each with another recipe of lifetime value, as neither
model reads anything of the other.
"""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import SAMPLE, Build, built, real_file, walked

pytest.importorskip("fastcluster", reason="`python3 run.py install statistics` installs it")
pytest.importorskip("sklearn", reason="`python3 run.py install statistics` installs it")

INPUTS = ("customers", "orders_with_channels", "orders_without_channels")
# Recipes of lifetime value and of clusters.
RECIPES = (("sound", "omnichannel"), ("published", "rfm"))
MINIMUM = 20
# Below 20 rows many of these would be too few for everything.
COUNT = 40

# A customer's orders and returns: day, amount and channel of each.
Purchases = list[tuple[date, Decimal, str]]


def orders(*amounts: int, first_day: int = 0, every: int = 20) -> Purchases:
    """Return purchases of whole amounts, every so many days, online and in a shop in turn."""
    start = date(2024, 1, 1) + timedelta(first_day)
    return [
        (start + timedelta(every * number), Decimal(amount), ("online", "offline")[number % 2])
        for number, amount in enumerate(amounts)
    ]


def mixed_customers() -> dict[str, Purchases]:
    """Return customers of one to nine orders, of which every fifth gave back more than it kept."""
    chance = random.Random(1)
    found = {}
    for number in range(COUNT):
        repeats = min(int(chance.expovariate(0.4)), 8)
        level = chance.randint(20, 200)
        found[f"c{number:02}"] = orders(
            *(level + chance.randint(0, 60) for _ in range(1 + repeats)),
            first_day=chance.randrange(120),
            every=chance.randint(9, 30),
        )
        if number % 5 == 0:
            # Back to nothing, or below it.
            day, _, channel = found[f"c{number:02}"][-1]
            spent = sum(amount for _, amount, _ in found[f"c{number:02}"])
            found[f"c{number:02}"].append((day, -spent - number, channel))
    return found


CUSTOMERS: dict[str, dict[str, Purchases]] = {
    "one customer": {"a": orders(50, 20, 30)},
    "one order each": {f"c{n:02}": orders(20 + 3 * n, first_day=7 * n % 31) for n in range(COUNT)},
    "all equal": {f"c{n:02}": orders(50, 20) for n in range(COUNT)},
    "negative nets": mixed_customers(),
}


def net(purchases: Purchases) -> Decimal:
    return sum(amount for _, amount, _ in purchases)


def accepted(given: str, kind: str) -> dict[str, Purchases]:
    """Return the customers that the input form takes: an extract's totals are never below 0."""
    customers = CUSTOMERS[kind]
    if given != "customers":
        return customers
    return {name: one for name, one in customers.items() if net(one) >= 0}


def write_orders(path: Path, customers: dict[str, Purchases], has_channel: bool) -> None:
    """Write order lines; a return is a line of its own, below 0."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        head = ["order_id", "order_date", "customer_id", "amount"]
        writer.writerow([*head, "channel"] if has_channel else head)
        for name, purchases in customers.items():
            for number, (day, amount, channel) in enumerate(purchases):
                row = [f"{name}-{number}", day, name, amount]
                writer.writerow([*row, channel] if has_channel else row)


def write_customers(path: Path, customers: dict[str, Purchases]) -> None:
    """Write a customer extract; returns lower the spend, all of it in the first order's channel."""
    with SAMPLE.open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        for name, purchases in customers.items():
            days = [day for day, amount, _ in purchases if amount > 0]
            writer.writerow(
                {
                    "master_id": name,
                    "order_channel": "Mobile",
                    "last_order_channel": "Mobile",
                    "first_order_date": min(days),
                    "last_order_date": max(days),
                    "last_order_date_online": max(days),
                    "order_num_total_ever_online": len(days),
                    "order_num_total_ever_offline": 0,
                    "customer_value_total_ever_online": net(purchases),
                    "customer_value_total_ever_offline": "0.00",
                    "interested_in_categories_12": "[]",
                }
            )


def write_inputs(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Write each input of each kind of customers; yield both and the var that reads it."""
    for given, kind in product(INPUTS, CUSTOMERS):
        file = folder / f"{given} {kind}.csv"
        if given == "customers":
            write_customers(file, CUSTOMERS[kind])
        else:
            write_orders(file, CUSTOMERS[kind], given == "orders_with_channels")
        yield given, kind, {"customers_file" if given == "customers" else "orders_file": str(file)}


def steps(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the plan: all of the first recipes, then those of statistics on copies with others.

    The recipe of lifetime value and the form of the input are asked for when dbt parses.
    """
    inputs = list(write_inputs(folder))
    select = ["--exclude-resource-type", "unit_test", "--indirect-selection", "cautious"]
    select += ["--select"]
    for recipes in RECIPES:
        common = {
            "statistics": True,
            "lifetime_value_recipe": recipes[0],
            "cluster_recipe": recipes[1],
            "lifetime_value_minimum_customers": MINIMUM,
            "max_rejected_share": 1,
        }
        parsed = None
        for given, kind, input_var in inputs:
            if parsed != list(input_var):
                parsed = list(input_var)
                yield {"parse": common | input_var}
            file = database(folder, given, kind, recipes)
            step = {"vars": common | input_var, "database": str(file)}
            if recipes == RECIPES[0]:
                yield step | {"build": [*select, "+tag:statistics", "+customer_segments"]}
            else:
                first = database(folder, given, kind, RECIPES[0])
                yield step | {"build": [*select, "tag:statistics"], "copy_of": str(first)}


def database(folder: Path, given: str, kind: str, recipes: tuple[str, str]) -> Path:
    """Return the place of a cell's database; views hold the file's name, so all have the same."""
    place = folder / given / kind / "_".join(recipes)
    place.mkdir(parents=True, exist_ok=True)
    return place / "built.duckdb"


def expected_reason(kind: str, value_recipe: str, purchases: Purchases) -> str | None:
    """Return why a customer has no lifetime value, by what was bought alone."""
    if value_recipe == "published" and sum(amount > 0 for _, amount, _ in purchases) == 1:
        return "single_order"
    if net(purchases) <= 0:
        return "no_spend"
    return {
        "one customer": "bg_nbd_too_few_customers",
        "one order each": "bg_nbd_only_one_time_buyers",
        "all equal": "bg_nbd_no_variance",
        "negative nets": None,
    }[kind]


def distances(build: Build) -> dict[str, float]:
    """Return each customer's distance to the nearest centre, from its measures, without SQL."""
    features = [
        name
        for (name,) in build.query(
            "select feature from marts.cluster_features order by feature_number"
        )
    ]
    names, *columns = zip(
        *build.query(f"select customer_id, {', '.join(features)} from marts.customer_segments"),
        strict=True,
    )
    logs = np.log1p(np.array(columns, dtype=float).T.clip(min=0))
    spread = logs.max(axis=0) - logs.min(axis=0)
    points = (logs - logs.min(axis=0)) / np.where(spread > 0, spread, 1)
    centres = build.query(
        "select one.centre from (select unnest(centres) as one from intermediate.int_cluster_fit)"
        " where one.method = 'kmeans'"
    )
    gaps = points[:, None, :] - np.array([centre for (centre,) in centres])[None, :, :]
    return dict(zip(names, np.linalg.norm(gaps, axis=2).min(axis=1), strict=True))


@pytest.mark.slow
def test_every_input_gives_a_result_or_a_true_reason(tmp_path: Path) -> None:
    problems, output = walked(tmp_path, list(steps(tmp_path)))
    cells = list(product(RECIPES, INPUTS, CUSTOMERS))
    assert dict(zip(cells, problems, strict=True)) == {cell: [] for cell in cells}
    assert "Warning:" not in output
    for recipes, given, kind in cells:
        file = database(tmp_path, given, kind, recipes)
        build = Build(file.parent, 0, "", file, file.parent)
        look_at(build, given, kind, *recipes)


def look_at(build: Build, given: str, kind: str, value_recipe: str, recipe: str) -> None:
    """Compare one cell of the matrix with what the customers have bought."""
    cell = (given, kind, recipe, value_recipe)
    customers = accepted(given, kind)
    followed = "rfm" if given == "orders_without_channels" else recipe
    too_few = kind in ("one customer", "all equal")
    reason = "too_few_different_customers" if too_few else None
    assert build.query(
        "select recipe, customers, is_estimable, not_estimable_because from marts.cluster_fit"
    ) == [(followed, len(customers), not too_few, reason)], cell
    assert build.query(
        "select count(cluster), count(ward_cluster), min(not_estimable_because)"
        " from marts.customer_clusters"
    ) == [(0, 0, reason) if too_few else (len(customers), len(customers), None)], cell
    if not too_few:
        found = dict(
            build.query("select customer_id, centre_distance from marts.customer_clusters")
        )
        assert {name: float(one) for name, one in found.items()} == pytest.approx(
            distances(build), abs=1e-6
        ), cell
    assert dict(
        build.query("select customer_id, not_estimable_because from marts.customer_lifetime_value")
    ) == {
        name: expected_reason(kind, value_recipe, purchases)
        for name, purchases in customers.items()
    }, cell
    # Gamma-Gamma has its reason in the parameters, where each customer names that of BG/NBD.
    reasons = {
        "one customer": ("too_few_customers", "too_few_customers"),
        "one order each": ("only_one_time_buyers", "only_one_time_buyers"),
        "all equal": ("no_variance", "no_variance"),
        "negative nets": (None, None),
    }[kind]
    assert build.query(
        "select distinct model, not_estimable_because from marts.lifetime_value_parameters"
        " order by model"
    ) == list(zip(("bg_nbd", "gamma_gamma"), reasons, strict=True)), cell


@pytest.mark.slow
def test_cdnow_has_clusters_and_lifetime_values_without_a_channel(tmp_path: Path) -> None:
    """The published recipe caps orders and spend by channel; CDNOW has none to cap by."""
    file = real_file("orders/cdnow_master.txt")
    days, spend = defaultdict(set), Counter()
    for line in file.read_text(encoding="ascii").splitlines()[1:]:
        customer, day, _, dollars = line.split()
        days[customer].add(day)
        spend[customer] += Decimal(dollars)
    expected = Counter(
        "single_order" if len(found) == 1 else None if spend[customer] > 0 else "no_spend"
        for customer, found in days.items()
    )
    assert expected.total() == 23_570
    build = built(
        tmp_path,
        *("--select", "+tag:statistics"),
        project_vars={
            "statistics": True,
            "orders_file": str(file),
            "order_layout": "cdnow",
            "lifetime_value_recipe": "published",
        },
    )
    assert build.query("select recipe, is_estimable from marts.cluster_fit") == [("rfm", True)]
    assert (
        dict(
            build.query(
                "select not_estimable_because, count(*)"
                " from marts.customer_lifetime_value group by all"
            )
        )
        == expected
    )
