"""Every mart, row by row and column by column, against the independent oracle in oracle.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import oracle
import pytest
from conftest import SAMPLE, Build, real_file

# What the oracle leaves to other tests: wordings, labels, and columns beyond the promised ones.
CASES = {
    "sample": (lambda: SAMPLE, {}, {}),
    "real, 12 columns": (lambda: real_file("flo/flo_data_20k.csv"), {}, {}),
    "real, 13 columns": (lambda: real_file("flo/flo_data_20k_store_type.csv"), {}, {}),
    "real, by quantile": (
        lambda: real_file("flo/flo_data_20k_store_type.csv"),
        {"scoring_method": "quantile"},
        {"scoring_method": "quantile"},
    ),
}


@pytest.fixture(scope="module", params=CASES)
def case(
    request: pytest.FixtureRequest, builds: Callable[..., Build]
) -> tuple[Build, list[oracle.Customer], oracle.Settings]:
    """Return a build with the customers and settings that the oracle needs to repeat it."""
    find, project_vars, options = CASES[request.param]
    file: Path = find()
    given = {} if file == SAMPLE else {"customers_file": str(file)}
    return (
        builds(**given, **project_vars),
        oracle.read_customers(file),
        oracle.Settings(**options),
    )


def by_grain(rows: list[dict[str, Any]], grain: tuple[str, ...]) -> dict[Any, dict[str, Any]]:
    """Return rows by their key: a plain value for one column, a tuple for several."""
    keyed = {
        row[grain[0]] if len(grain) == 1 else tuple(row[column] for column in grain): row
        for row in rows
    }
    assert len(keyed) == len(rows), f"{grain} is not the grain"
    return keyed


@pytest.mark.parametrize("mart", oracle.MARTS)
def test_mart_is_what_the_oracle_computes(
    mart: str, case: tuple[Build, list[oracle.Customer], oracle.Settings]
) -> None:
    build, customers, settings = case
    expected = oracle.MARTS[mart](customers, settings)
    found = by_grain(build.rows(mart), oracle.GRAINS[mart])
    assert set(found) == set(expected)
    for key, row in expected.items():
        # A blank list is null in the marts: nothing was said.
        promised = {column: None if value == "" else value for column, value in row.items()}
        assert {column: found[key][column] for column in promised} == promised, key
        for column, value in promised.items():
            assert str(found[key][column]) == str(value), (key, column)


@pytest.mark.parametrize(
    ("campaign_id", "file"),
    [
        ("new_brand", "new_brand_target_customer_id.csv"),
        ("discount", "discount_target_customer_ids.csv"),
    ],
)
def test_list_holds_the_oracles_bytes(
    campaign_id: str,
    file: str,
    case: tuple[Build, list[oracle.Customer], oracle.Settings],
) -> None:
    build, customers, settings = case
    expected = oracle.campaign_list_bytes(customers, campaign_id, settings)
    assert (build.lists / file).read_bytes() == expected


def test_the_quintiles_are_the_engines_own_ntile(sample_build: Build) -> None:
    """The scores are asserted against SQL's NTILE, written out here once more."""
    differing = sample_build.query(
        """
        select count(*)
        from (
            select
                recency_score,
                ntile(5) over (order by recency_days desc, customer_id) as recency_quintile,
                frequency_score,
                ntile(5) over (order by frequency, customer_id) as frequency_quintile,
                monetary_score,
                ntile(5) over (order by monetary, customer_id) as monetary_quintile
            from marts.customer_segments
        ) as scores
        where recency_score <> recency_quintile
            or frequency_score <> frequency_quintile
            or monetary_score <> monetary_quintile
        """
    )
    assert differing == [(0,)]
