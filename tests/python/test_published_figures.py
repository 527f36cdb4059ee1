"""The marts against the figures that public notebooks and SQL files print for the real FLO file.

A figure is compared to the digits that are printed. The notebooks print binary floats, so a mart's
exact value is rounded as a float would be: that matters for one of them, the champions' mean
recency, which is 17.1421875 and printed 17.142187.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from conftest import Build, real_file

TABLE_B = "segments/table_B (rank after groupby = master_id order)"


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    path = real_file("published/flo_published_results.json")
    figures = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return {key: figure["value"] for key, figure in figures.items()}


def as_printed(value: Any, printed: Decimal | int) -> Any:
    """Return a mart's value with as many decimals as the printed figure has."""
    if isinstance(printed, int):
        return value
    places = -printed.as_tuple().exponent
    return Decimal(f"{float(value):.{places}f}").normalize()


def assert_printed(found: dict[Any, Any], printed: dict[Any, Any]) -> None:
    """Compare figures by name; each is a number or a list of numbers."""
    assert set(found) == set(printed)
    for name, figure in printed.items():
        figures = figure if isinstance(figure, list) else [figure]
        values = found[name] if isinstance(found[name], tuple) else (found[name],)
        assert len(values) == len(figures), name
        for value, one in zip(values, figures, strict=True):
            expected = one if isinstance(one, int) else one.normalize()
            assert as_printed(value, one) == expected, (name, value, one)


def segment_table(build: Build) -> dict[str, tuple[Any, ...]]:
    rows = build.query(
        """
        select segment, mean_recency_days, mean_frequency, mean_monetary, customers
        from marts.segment_profiles
        """
    )
    return {row[0]: row[1:] for row in rows}


def test_segment_table_b(published: dict[str, Any], real_quantile_build: Build) -> None:
    """All forty numbers: three means and a count for each of the ten segments."""
    assert sum(len(cells) for cells in published[TABLE_B].values()) == 40
    assert_printed(segment_table(real_quantile_build), published[TABLE_B])


@pytest.mark.slow
def test_segment_table_b_a_day_later(
    published: dict[str, Any], builds: Callable[..., Build]
) -> None:
    build = builds(
        customers_file=str(real_file("flo/flo_data_20k.csv")),
        scoring_method="quantile",
        analysis_date="2021-06-02",
    )
    assert_printed(segment_table(build), published["segments/table_B with 2021-06-02"])


# The figure's key -> the question as SQL on the marts: a name and its values, or one value.
FIGURES = {
    "totals/customers": "select count(*) from marts.customer_segments",
    "totals/orders": "select sum(frequency) from marts.customer_segments",
    "totals/revenue": "select sum(monetary) from marts.customer_segments",
    "totals/revenue_per_order": """
        select cast(sum(monetary) as double) / sum(frequency) from marts.customer_segments
    """,
    "totals/latest_day_customers": """
        select count(*) from marts.customer_segments where recency_days = 2
    """,
    # The hundred who spent most; each one's tenure per order.
    "totals/top100_mean_days_between_orders": """
        select avg(tenure_days / frequency)
        from (from marts.customer_segments order by monetary desc, customer_id limit 100)
    """,
    "totals/AKTIFSPOR_customers": """
        select customers from marts.category_profiles where category = 'AKTIFSPOR'
    """,
    "totals/KADIN_customers": """
        select customers from marts.category_profiles where category = 'KADIN'
    """,
    "last_order_channel/orders": """
        select channel, orders from marts.channel_profiles
        where channel_kind = 'last_order_channel'
    """,
    "last_order_channel/customers": """
        select channel, customers from marts.channel_profiles
        where channel_kind = 'last_order_channel'
    """,
    "last_order_channel/revenue": """
        select channel, revenue from marts.channel_profiles
        where channel_kind = 'last_order_channel'
    """,
    "order_channel/customers_orders_revenue": """
        select channel, customers, orders, revenue from marts.channel_profiles
        where channel_kind = 'order_channel'
    """,
    "order_channel/mean_orders": """
        select channel, mean_orders from marts.channel_profiles
        where channel_kind = 'order_channel'
    """,
    # By the whole list of companies: a customer of A and B is in neither A nor B alone.
    "store_type/revenue": """
        select store_company_list, sum(monetary) from marts.customer_segments group by all
    """,
    "store_type/A_customers": """
        select count(*) from marts.customer_segments where store_company_list = 'A'
    """,
    # All orders of the customers who first ordered in 2019.
    "first_order_year/2019_orders": """
        select sum(frequency) from marts.customer_segments where year(first_order_date) = 2019
    """,
}

# Figures that are a list: their rows, in the printed order.
LISTS = {
    "order_channel_x_store_type/A": """
        select count(*) from marts.customer_segments where store_company_list = 'A'
        group by order_channel order by 1 desc
    """,
    # Orders of the customers who last ordered in 2020, by the year of their first order.
    "first_year_to_2020_orders": """
        select sum(frequency) from marts.customer_segments
        where year(last_order_date) = 2020 and year(first_order_date) between 2013 and 2017
        group by year(first_order_date) order by year(first_order_date)
    """,
    "category_list/top": """
        select unnest([category_list, cast(customers as varchar)]) from (
            select category_list, count(*) as customers from marts.customer_segments
            group by all order by customers desc, category_list limit 1
        )
    """,
}

TOP_TENS = {
    "top10/by_monetary": """
        select left(customer_id, 8), revenue from marts.top_customers
        where ranking = 'revenue' order by rank
    """,
    "top10/by_frequency": """
        select left(customer_id, 8), orders from marts.top_customers
        where ranking = 'orders' order by rank
    """,
}


@pytest.mark.parametrize("key", FIGURES)
def test_figure(key: str, published: dict[str, Any], real_13_build: Build) -> None:
    rows = real_13_build.query(FIGURES[key])
    if isinstance(published[key], dict):
        found = {row[0]: row[1:] for row in rows}
        assert_printed(found, published[key])
    else:
        assert_printed({key: rows[0]}, {key: published[key]})


@pytest.mark.parametrize("key", LISTS)
def test_list_of_figures(key: str, published: dict[str, Any], real_13_build: Build) -> None:
    found = [str(row[0]) for row in real_13_build.query(LISTS[key])]
    assert found == [str(figure) for figure in published[key]]


@pytest.mark.parametrize("key", TOP_TENS)
def test_top_ten(key: str, published: dict[str, Any], real_13_build: Build) -> None:
    found = [(name, Decimal(value)) for name, value in real_13_build.query(TOP_TENS[key])]
    printed = [(name, Decimal(value)) for name, value in published[key]]
    # Equal values are published in any order; ours is by customer_id.
    assert [value for _, value in found] == [value for _, value in printed]
    assert sorted(found) == sorted(printed)


def test_every_published_figure_is_asserted(published: dict[str, Any]) -> None:
    """Lifetime value is not computed here; every other figure has its test."""
    asserted = {*FIGURES, *LISTS, *TOP_TENS, TABLE_B, "segments/table_B with 2021-06-02"}
    assert {key for key in published if not key.startswith("cltv/")} == asserted


def test_customers_in_a_tie_that_a_quintile_boundary_cuts(real_13_build: Build) -> None:
    """The figure that the real file's own description gives."""
    rows = real_13_build.query(
        "select sum(tied_customers) from marts.score_thresholds where metric = 'frequency'"
    )
    assert rows == [(13274,)]
