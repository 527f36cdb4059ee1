"""Scores by boundaries are those of the window function ntile(), for every number of buckets.

The SQL of the models is compiled by dbt for each number of buckets, in a copy of the project that
holds just these models, and then run by DuckDB on many small bases, each a group of its own: of 0
to 30 customers, all equal, two-valued, random and distinct, with ids of several forms.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import ROOT, Build, dbt

# What these models call, that asks for the number of buckets itself.
MACROS = ("boundary_columns", "score_by_boundaries")
MODELS = {
    "int_metric_values": "table",
    "int_boundaries_by_ntile": "view",
    "int_boundary_values": "table",
    "int_boundary_ties": "view",
    "int_boundaries": "table",
    "int_customers_segmented": "view",
}
# How int_boundary_values finds the boundaries of the method that the var names.
BOUNDARIES_BY_METHOD = "'int_boundaries_by_' ~ omnichannel_rfm.setting('scoring_method')"
# What they read that the test makes itself: customers, and the map, which gives no score.
STAND_INS = ("int_customers_measured", "int_segment_cells")
# What of dbt_project.yml a project of these models alone has a use for.
SETTINGS = ("name", "version", "config-version", "profile", "macro-paths", "model-paths", "vars")
BUCKETS = range(2, 11)
SIZES = range(31)
ID_FORMS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{number:08x}-{number * 7919 % 65536:04x}",
    lambda number: f"customer_of_the_shop_{number}",
    lambda number: str(number),
    lambda number: chr(ord("a") + number % 26) * (number // 26 + 1),
)
BASES: dict[str, Callable[[random.Random, int], int]] = {
    "equal": lambda generator, number: 7,
    "two_valued": lambda generator, number: generator.choice([1, 2]),
    "few_values": lambda generator, number: generator.randint(1, 5),
    "distinct": lambda generator, number: number,
}

Customer = tuple[str, int, int, float, str]


def customers_of(base: str, size: int) -> list[Customer]:
    """Return made-up customers (id, recency, frequency, monetary, group), shuffled.

    Their ids begin with the group, so that no two groups share one.
    """
    group = f"{base} {size}"
    generator = random.Random(group)
    make_id = ID_FORMS[size % len(ID_FORMS)]
    customers = [
        (
            f"{group} {make_id(number)}",
            *(BASES[base](generator, number + 1) for _ in range(3)),
            group,
        )
        for number in range(size)
    ]
    generator.shuffle(customers)
    return customers


def compiled_models(folder: Path) -> dict[int, dict[str, str]]:
    """Return the SQL of the models as dbt compiles it, by number of buckets and name.

    One project holds a copy of every model per number of buckets, so that dbt starts once.
    """
    project = folder / "project"
    shutil.copytree(ROOT / "macros", project / "macros", ignore=shutil.ignore_patterns("*.yml"))
    shutil.copytree(ROOT / "python", project / "python")
    shutil.copy(ROOT / "profiles.yml", project / "profiles.yml")
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    settings = {part: settings[part] for part in SETTINGS}
    settings["models"] = {"omnichannel_rfm": {"+schema": "intermediate"}}
    (project / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    models = project / "models"
    models.mkdir()
    for stand_in in STAND_INS:
        (models / f"{stand_in}.sql").write_text("select 1 as stand_in\n", encoding="utf-8")
    for buckets, macro in itertools.product(BUCKETS, MACROS):
        text = (project / "macros" / "scoring" / f"{macro}.sql").read_text(encoding="utf-8")
        text = text.replace("omnichannel_rfm.setting('score_buckets')", str(buckets))
        text = text.replace(f"macro {macro}(", f"macro {macro}_{buckets}(")
        (project / "macros" / f"{macro}_{buckets}.sql").write_text(text, encoding="utf-8")
    for buckets, model in itertools.product(BUCKETS, MODELS):
        (path,) = (ROOT / "models").rglob(f"{model}.sql")
        text = path.read_text(encoding="utf-8")
        text = text.replace("omnichannel_rfm.setting('score_buckets')", str(buckets))
        text = text.replace(BOUNDARIES_BY_METHOD, "'int_boundaries_by_ntile'")
        for macro in MACROS:
            text = text.replace(f"omnichannel_rfm.{macro}(", f"omnichannel_rfm.{macro}_{buckets}(")
        for other in MODELS:
            text = text.replace(f"'{other}'", f"'{other}_{buckets}'")
        (models / f"{model}_{buckets}.sql").write_text(text, encoding="utf-8")

    variables = {"OMNICHANNEL_RFM_DATABASE": ":memory:"}
    build = dbt(folder, "compile", project=project, variables=variables)
    assert build.exit_code == 0, build.output
    compiled = folder / "target" / "compiled" / "omnichannel_rfm" / "models"
    return {
        buckets: {
            f"{model}_{buckets}": (compiled / f"{model}_{buckets}.sql").read_text(encoding="utf-8")
            for model in MODELS
        }
        for buckets in BUCKETS
    }


def load(connection: duckdb.DuckDBPyConnection, customers: list[Customer]) -> None:
    """Put the customers where the models look for them."""
    connection.execute(
        "create or replace table intermediate.int_customers_measured (customer_id varchar,"
        " recency_days integer, frequency integer, monetary decimal(18, 2),"
        " score_partition varchar, analysis_date date default date '2021-06-01',"
        " is_one_time_buyer boolean default false)"
    )
    if customers:
        connection.executemany(
            "insert into intermediate.int_customers_measured"
            " (customer_id, recency_days, frequency, monetary, score_partition)"
            " values (?, ?, ?, ?, ?)",
            customers,
        )


def scores(
    connection: duckdb.DuckDBPyConnection, statements: dict[str, str]
) -> list[tuple[Any, ...]]:
    """Return (id, recency, frequency and monetary score) by the models, ordered by id."""
    for (model, statement), kind in zip(statements.items(), MODELS.values(), strict=True):
        connection.execute(f"create or replace {kind} intermediate.{model} as {statement}")
    return connection.execute(
        "select customer_id, recency_score, frequency_score, monetary_score"
        f" from intermediate.{model} order by customer_id"
    ).fetchall()


def scores_by_window(relation: str, buckets: int) -> str:
    """Return the query of the same scores by the window function, written anew."""
    windows = ", ".join(
        f"ntile({buckets}) over (partition by score_partition order by {metric}, customer_id)"
        for metric in ("recency_days desc", "frequency", "monetary")
    )
    return f"select customer_id, {windows} from {relation} order by customer_id"


@pytest.mark.slow
def test_cut_points_give_the_scores_of_ntile(tmp_path: Path) -> None:
    compiled = compiled_models(tmp_path)
    bases = [customers_of(base, size) for base, size in itertools.product(BASES, SIZES)]
    with duckdb.connect() as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_segment_cells (recency_score integer,"
            " frequency_score integer, monetary_score integer, is_one_time_buyer boolean,"
            " rf_score varchar, rfm_score varchar, segment varchar)"
        )
        for customers in ([], [customer for base in bases for customer in base]):
            load(connection, customers)
            for buckets, statements in compiled.items():
                by_cuts = scores(connection, statements)
                by_window = connection.execute(
                    scores_by_window("intermediate.int_customers_measured", buckets)
                ).fetchall()
                wrong = [one for one in zip(by_cuts, by_window, strict=True) if one[0] != one[1]]
                assert wrong == [], buckets
                assert len(by_cuts) == len(customers)


@pytest.mark.parametrize("built", ["sample_build", "real_12_build"])
def test_built_scores_are_those_of_ntile(built: str, request: pytest.FixtureRequest) -> None:
    build: Build = request.getfixturevalue(built)
    by_cuts = build.query(
        "select customer_id, recency_score, frequency_score, monetary_score"
        " from marts.customer_segments order by customer_id"
    )
    assert by_cuts == build.query(scores_by_window("marts.customer_segments", 5))
