"""Another dbt project installs this one: the project in integration_tests, on both its targets.

Its models, seeds, macros, tests, group and doc blocks are named like some of ours on purpose, and
every warning is an error there. What it expects of the marts stands in its own data tests too.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import postgres_server
import pytest
from conftest import MARTS, OF_THE_RUN, ROOT, called, copied_project

PACKAGE = "omnichannel_rfm"
SHOP = ROOT / "integration_tests"


def dbt(project: Path, *arguments: str, **variables: str) -> str:
    """Run dbt in the shop's project with all it writes inside of it; return the output."""
    exit_code, output = called(
        ("--no-use-colors", *arguments),
        project,
        {**os.environ, "OMNICHANNEL_RFM_DATABASE": "shop_work.duckdb", **variables},
        project / "output.log",
    )
    assert exit_code == 0, output
    return output


class Shop:
    """The shop's project after one `dbt deps` and one `dbt build`."""

    def __init__(self, folder: Path, target: str = "duckdb", **variables: str) -> None:
        """Copy both projects, so that the relative path in packages.yml holds, and build."""
        self.package = copied_project(folder / "package")
        self.project = self.package / "integration_tests"
        for name in ("macros", "models", "seeds", "tests"):
            shutil.copytree(SHOP / name, self.project / name)
        for file in SHOP.glob("*.yml"):
            shutil.copy(file, self.project)
        dbt(self.project, "deps")
        self.output = dbt(self.project, "build", "--target", target, **variables)
        text = (self.project / "target" / "manifest.json").read_text(encoding="utf-8")
        self.manifest: dict[str, Any] = json.loads(text)
        with (self.project / "seeds" / "shop_customers.csv").open(encoding="utf-8") as file:
            self.customers = list(csv.DictReader(file))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on what the shop has built."""
        with duckdb.connect(str(self.project / "shop_work.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("shop"))


def expected_segments(customers: list[dict[str, str]]) -> dict[str, str]:
    """Return client number -> segment of the shop's map: fifths by recency, the first ones larger.

    The oldest last purchase comes first, and the client number decides between equal days.
    """
    sound = [row for row in customers if row["client_no"] != "C0042"]
    ranked = sorted(sound, key=lambda row: (row["latest_purchase"], row["client_no"]))
    sizes = [len(ranked) // 5 + (fifth < len(ranked) % 5) for fifth in range(5)]
    names = ["gone", "cooling", "cooling", "active", "active"]
    segments = [name for name, size in zip(names, sizes, strict=True) for _ in range(size)]
    return {row["client_no"]: name for row, name in zip(ranked, segments, strict=True)}


def test_the_customers_are_the_shop_s_own_by_the_shop_s_own_map(shop: Shop) -> None:
    found = shop.query("select customer_id, segment from shop__rfm.customer_segments")
    assert dict(found) == expected_segments(shop.customers)
    assert Counter(dict(found).values()) == {"active": 23, "cooling": 24, "gone": 12}
    rejected = shop.query("select customer_id, rejection_reasons from shop__rfm.rejected_customers")
    assert rejected == [("C0042", "missing_last_offline_order_date")]


def test_the_campaigns_are_the_shop_s_own(shop: Shop) -> None:
    segments = expected_segments(shop.customers)
    expected = set()
    for row in shop.customers:
        client = row["client_no"]
        # cents and orders as whole numbers, so that the limits are compared exactly
        cents = sum(round(float(row[name]) * 100) for name in ("web_revenue", "store_revenue"))
        orders = int(row["web_orders"]) + int(row["store_orders"])
        departments = set(row["departments"].strip("[]").split(", "))
        segment = segments.get(client)
        if segment == "active" and cents >= 120_00 * orders:
            expected.add(("vip", client))
        if segment == "cooling" and cents >= 100_00 and departments & {"MEN", "KIDS"}:
            expected.add(("wake_up", client))
    found = shop.query("select campaign_id, customer_id from shop__rfm.campaign_targets")
    assert set(found) == expected
    assert len({campaign for campaign, _ in expected}) == 2


def test_tables_are_where_the_shop_wants_them(shop: Shop) -> None:
    schemas: dict[str, set[str]] = {}
    for schema, table in shop.query(
        "select table_schema, table_name from information_schema.tables"
    ):
        schemas.setdefault(schema, set()).add(table)
    assert set(schemas) == {"shop", "shop__rfm", "shop__rfm_work"}
    assert schemas["shop__rfm"] == set(MARTS)
    assert schemas["shop"] == {
        "campaigns",
        "clients",
        "segments",
        "shop_campaign_conditions",
        "shop_campaigns",
        "shop_customers",
        "shop_segment_labels",
        "shop_segment_maps",
    }


def test_nothing_is_done_that_the_shop_did_not_ask_for(shop: Shop) -> None:
    nodes = [*shop.manifest["nodes"].values(), *shop.manifest["exposures"].values()]
    ours = Counter(node["resource_type"] for node in nodes if node["package_name"] == PACKAGE)
    assert set(ours) == {"analysis", "model", "operation", "seed", "test"}
    assert ours["seed"] == 1, "borderline_margins, which the shop has not replaced"
    assert shop.manifest["unit_tests"] == {}
    assert shop.manifest["semantic_models"] == shop.manifest["metrics"] == {}
    assert shop.manifest["saved_queries"] == {}
    assert "doc.shop.__overview__" in shop.manifest["docs"]
    assert f"doc.{PACKAGE}.__overview__" not in shop.manifest["docs"]
    assert not (shop.project / "published").exists()
    assert "Nothing was published" not in shop.output
    assert "omnichannel-rfm: " not in shop.output
    commented = "select table_name from duckdb_tables() where comment is not null"
    assert shop.query(commented) == [], "the shop has switched persist_docs off"


def test_names_alike_lead_to_the_own_ones(shop: Shop) -> None:
    nodes = shop.manifest["nodes"]
    for node in nodes.values():
        if node["package_name"] != PACKAGE:
            continue
        upstream = node["depends_on"].get("nodes", [])
        outside = {name for name in upstream if name.split(".")[1] != PACKAGE}
        assert outside <= {
            "seed.shop.shop_campaign_conditions",
            "seed.shop.shop_campaigns",
            "seed.shop.shop_customers",
            "seed.shop.shop_segment_labels",
            "seed.shop.shop_segment_maps",
        }, node["unique_id"]
        assert not [name for name in node["depends_on"]["macros"] if name.startswith("macro.shop.")]
    own = nodes["model.shop.clients"]["depends_on"]["nodes"]
    assert set(own) == {f"model.{PACKAGE}.customer_segments", f"model.{PACKAGE}.segments"}


def test_every_ref_names_the_package() -> None:
    """Where a project has a model of the same name, dbt would take that one by default."""
    short = []
    for folder in ("analyses", "macros", "models", "tests/generic", "tests/reconciliation"):
        for path in (ROOT / folder).rglob("*.sql"):
            for given in re.findall(r"\bref\(\s*([^)]*)", path.read_text(encoding="utf-8")):
                if not re.match(r"'omnichannel_rfm',|parts\[0\] ", given):
                    short.append(f"{path.relative_to(ROOT)}: ref({given})")
    assert short == []


@pytest.mark.slow
def test_one_mart_is_built_and_tested_alone(shop: Shop) -> None:
    """In an empty database; dbt selects tests as it does by default, as no flag of ours holds."""
    variables = {"OMNICHANNEL_RFM_DATABASE": "alone.duckdb"}
    output = dbt(shop.project, "build", "--select", "+customer_segments", **variables)
    assert "PASS customer_segments_is_sound" in output
    assert re.search(r"rows_read_are_accepted_or_rejected is not asked: .*rejected_cust", output)
    with duckdb.connect(str(shop.project / "alone.duckdb"), read_only=True) as connection:
        assert connection.execute(
            "select count(*) from shop__rfm.customer_segments"
        ).fetchall() == [(len(expected_segments(shop.customers)),)]


@pytest.mark.slow
def test_a_package_publishes_when_the_project_asks(shop: Shop, tmp_path: Path) -> None:
    given = json.dumps({"publish_path": str(tmp_path / "published")})
    dbt(shop.project, "run", "--vars", given)
    lists = tmp_path / "published" / "current" / "campaign_lists"
    found = {
        (path.stem, client)
        for path in lists.glob("*.csv")
        for client in path.read_text(encoding="utf-8").split()[1:]
    }
    targets = shop.query("select campaign_id, customer_id from shop__rfm.campaign_targets")
    assert found == set(targets)


@pytest.mark.slow
def test_the_package_installs_from_git(shop: Shop, tmp_path: Path) -> None:
    source = copied_project(tmp_path / "source")
    git = ("git", "-c", "user.name=test", "-c", "user.email=test@example.com")
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("commit", "--quiet", "--message=all"),
        ("tag", "v1"),
    ):
        subprocess.run([*git, *command], cwd=source, check=True)
    project = tmp_path / "shop"
    project.mkdir()
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(SHOP / name, project)
    packages = f'packages:\n  - git: "file://{source}"\n    revision: v1\n'
    (project / "packages.yml").write_text(packages, encoding="utf-8")
    dbt(project, "deps")
    assert (project / "dbt_packages" / PACKAGE / "dbt_project.yml").is_file()


# What is in the shop's schemas, and the rows of a table without the run's id.
TABLES = """
select table_schema, table_name from information_schema.tables where table_schema like 'shop%'
"""


def rows_as_text(cursor: Any, table: str) -> Counter:
    cursor.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    kept = [place for place, name in enumerate(names) if name not in OF_THE_RUN]
    return Counter(
        tuple((names[place], str(row[place])) for place in kept) for row in cursor.fetchall()
    )


@pytest.mark.slow
def test_the_shop_is_built_on_postgresql_as_on_duckdb(shop: Shop, tmp_path: Path) -> None:
    """The same tables in the same schemas, with the same rows, and its own data tests pass."""
    psycopg2 = pytest.importorskip(
        "psycopg2", reason="the driver is not installed: python3 run.py install postgres"
    )
    with postgres_server.running_server() as server:
        given = {"host": "127.0.0.1", "port": server.port, "user": postgres_server.SUPERUSER}
        with closing(psycopg2.connect(dbname="postgres", **given)) as connection:
            connection.autocommit = True
            connection.cursor().execute("create database shop")
        built = Shop(tmp_path, "postgres", **server.variables("shop"))
        tests = re.findall(r"PASS \w+", built.output)
        assert len(tests) == len(re.findall(r"PASS \w+", shop.output)) > 20
        with (
            duckdb.connect(str(shop.project / "shop_work.duckdb"), read_only=True) as ours,
            closing(psycopg2.connect(dbname="shop", **given)) as connection,
            connection.cursor() as cursor,
        ):
            tables = set(ours.execute(TABLES).fetchall())
            cursor.execute(TABLES)
            assert set(cursor.fetchall()) == tables
            marts = {table for schema, table in tables if schema == "shop__rfm"}
            assert marts == set(MARTS)
            for mart in [f"shop__rfm.{mart}" for mart in MARTS] + ["shop.clients"]:
                expected = rows_as_text(ours.cursor(), mart)
                found = rows_as_text(cursor, mart)
                assert (found - expected, expected - found) == (Counter(), Counter()), mart
