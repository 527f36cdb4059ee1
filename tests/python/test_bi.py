"""BI tools: the published file, read as they read it, and what docs/use/bi says about it.

Tools that cannot be installed from a package index are not run; their pages say so.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import adbc_driver_duckdb
import duckdb
import pyarrow.parquet
import pyarrow.types
import pytest
import sqlalchemy as sa
import yaml
from adbc_driver_manager import dbapi
from conftest import MARTS, ROOT, Build
from pages import fences, table

from environments import pinned_version

PAGES = sorted((ROOT / "docs" / "use" / "bi").glob("*.md"))
# The decimal of .NET, in which drivers on Windows hand numbers on, holds 28 digits.
WIDEST_DECIMAL = 28
PLAIN_TYPES = {"string", "varchar", "integer", "bigint", "boolean", "date", "timestamp"}


def in_pages(language: str) -> list[object]:
    """Return a parameter for every fence of this language in docs/use/bi."""
    return [
        pytest.param(content, id=f"{page.stem}_{number}")
        for page in PAGES
        for number, (_, content) in enumerate(fences(page.read_text(encoding="utf-8"), language))
    ]


@pytest.fixture
def engine(sample_build: Build) -> Iterator[sa.Engine]:
    """Return SQLAlchemy's engine on the published file, read-only."""
    file = sample_build.published_database
    engine = sa.create_engine(f"duckdb:///{file}", connect_args={"read_only": True})
    yield engine
    engine.dispose()


# --- SQLAlchemy -------------------------------------------------------------------------


def test_sqlalchemy_lists_every_mart_with_its_columns_and_descriptions(
    engine: sa.Engine, sample_build: Build
) -> None:
    inspector = sa.inspect(engine)
    tables = inspector.get_table_names("marts")
    assert sorted(tables + inspector.get_view_names("marts")) == sorted(MARTS)
    for mart in MARTS:
        assert "**Grain**" in inspector.get_table_comment(mart, "marts")["text"]
        columns = inspector.get_columns(mart, "marts")
        assert all(column["comment"] for column in columns)
        assert not any(isinstance(column["type"], sa.types.NullType) for column in columns)
        described = sample_build.query(f"describe marts.{mart}")
        assert [column["name"] for column in columns] == [row[0] for row in described]


def test_sqlalchemy_reads_exact_values(engine: sa.Engine, sample_build: Build) -> None:
    sql = "select segment, customers, revenue from marts.segment_profiles order by segment"
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.text(sql))]
    assert rows == sample_build.query(sql)
    assert all(isinstance(revenue, Decimal) for _, _, revenue in rows)


@pytest.mark.parametrize("suffix", ["", "?access_mode=read_only"])
def test_sqlalchemy_cannot_write(suffix: str, sample_build: Build) -> None:
    url = f"duckdb:///{sample_build.published_database}{suffix}"
    engine = sa.create_engine(url, connect_args={} if suffix else {"read_only": True})
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.DBAPIError, match="attached in read-only mode"),
    ):
        connection.execute(sa.text("create table marts.more (number integer)"))
    engine.dispose()


def test_sqlalchemy_fails_as_the_page_says(engine: sa.Engine, sample_build: Build) -> None:
    """When one of these passes, the page has a pitfall less to name."""
    with pytest.raises(sa.exc.ProgrammingError, match="REGCLASS does not exist"):
        sa.inspect(engine).get_pk_constraint("segments", "marts")
    with engine.connect(), pytest.raises(duckdb.ConnectionException, match="different config"):
        duckdb.connect(str(sample_build.published_database), read_only=True)


def test_a_pool_keeps_the_old_run_until_it_is_disposed_of(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        with duckdb.connect(str(tmp_path / name / "marts.duckdb")) as connection:
            connection.execute(f"create table run as select '{name}' as run_id")
    link = tmp_path / "current"
    link.symlink_to("old")

    def seen(engine: sa.Engine) -> str:
        with engine.connect() as connection:
            return connection.execute(sa.text("select run_id from run")).scalar_one()

    url, read_only = f"duckdb:///{link / 'marts.duckdb'}", {"read_only": True}
    pooled = sa.create_engine(url, connect_args=read_only)
    assert seen(pooled) == "old"
    link.unlink()
    link.symlink_to("new")
    assert seen(pooled) == "old"
    pooled.dispose()
    assert seen(pooled) == "new"
    pooled.dispose()
    link.unlink()
    link.symlink_to("old")
    unpooled = sa.create_engine(url, connect_args=read_only, poolclass=sa.pool.NullPool)
    assert seen(unpooled) == "old"
    link.unlink()
    link.symlink_to("new")
    assert seen(unpooled) == "new"


# --- ADBC -------------------------------------------------------------------------------


def test_adbc_reads_the_marts_and_cannot_write(sample_build: Build) -> None:
    options = {"path": str(sample_build.published_database), "access_mode": "READ_ONLY"}
    connection = dbapi.connect(
        driver=adbc_driver_duckdb.driver_path(), entrypoint="duckdb_adbc_init", db_kwargs=options
    )
    with connection, connection.cursor() as cursor:
        for mart in MARTS:
            cursor.execute(f"select * from marts.{mart}")
            (count,) = sample_build.query(f"select count(*) from marts.{mart}")
            assert cursor.fetch_arrow_table().num_rows == count[0]
        with pytest.raises(dbapi.ProgrammingError, match="attached in read-only mode"):
            cursor.execute("create table marts.more (number integer)")


# --- files ------------------------------------------------------------------------------


@pytest.mark.slow
def test_parquet_files_have_plain_types(builds: Callable[..., Build]) -> None:
    """The build is the one of test_campaign_lists.py, which compares the rows."""
    build = builds(segment_map="rfm11_codes", score_buckets=4, publish_parquet=True)
    plain = (
        "is_string",
        "is_int32",
        "is_int64",
        "is_boolean",
        "is_date32",
        "is_decimal128",
        "is_timestamp",
    )
    for mart in MARTS:
        schema = pyarrow.parquet.read_schema(
            build.published / "current" / "parquet" / f"{mart}.parquet"
        )
        for column in schema:
            assert any(getattr(pyarrow.types, name)(column.type) for name in plain), column


def test_a_strict_csv_reader_takes_the_lists_as_they_are(sample_build: Build) -> None:
    files = sorted(sample_build.lists.glob("*.csv"))
    assert files
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        text = content.decode("utf-8")
        (header, *rows) = csv.reader(text.splitlines(), strict=True)
        assert header == ["customer_id"]
        assert all(len(row) == 1 and row[0][0] not in "=+-@" for row in rows)
        # Nothing that a reader by lines and one by quotes would take apart in different ways.
        assert [row[0] for row in rows] == text.split("\n")[1:-1]


# --- types ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted((ROOT / "models" / "marts").rglob("*.yml")), ids=lambda path: path.stem
)
def test_no_contract_has_a_type_that_a_driver_chokes_on(path: Path) -> None:
    statistics = path.parent.name in ("clusters", "lifetime_value")
    for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
        for column in model["columns"]:
            given = column["data_type"]
            decimal = re.fullmatch(r"decimal\((\d+),(\d+)\)", given)
            assert (
                given in PLAIN_TYPES
                or (decimal and int(decimal[1]) <= WIDEST_DECIMAL)
                or (given == "double" and statistics)
            ), f"{model['name']}.{column['name']}: {given}"


# --- the pages --------------------------------------------------------------------------


@pytest.mark.parametrize("code", in_pages("python"))
def test_python_runs_as_written(
    code: str, sample_build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "published").symlink_to(sample_build.published)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    page = (ROOT / "docs" / "use" / "bi" / "python.md").read_text(encoding="utf-8")
    first, *others = [content for _, content in fences(page, "python")]
    if code in others:
        exec(first, names)
    exec(code, names)
    for made in ("profiles", "marts"):
        assert made not in names or len(names[made])
    if "engine" in names:
        names["engine"].dispose()
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file, strict=True))) > 1


@pytest.mark.parametrize("sql", in_pages("sql"))
def test_query_returns_rows(sql: str, sample_build: Build) -> None:
    assert sample_build.query(sql)


def test_queries_of_colours_hold_every_segment(sample_build: Build) -> None:
    colours = dict(sample_build.query("select name_en, colour from marts.segments"))
    queries = {
        page.stem: [sql for _, sql in fences(page.read_text(encoding="utf-8"), "sql")]
        for page in PAGES
    }
    ((labels,),) = sample_build.query(*queries["superset"])
    assert json.loads(labels) == {"label_colors": colours}
    ((palette,),) = sample_build.query(*queries["tableau"])
    assert re.findall(r"<color>(#\w{6})</color>", palette) == [
        colour
        for (colour,) in sample_build.query(
            "select colour from marts.segments order by display_order"
        )
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_was_checked_and_names_marts_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", text))
    columns = {
        name
        for path in (ROOT / "models" / "marts").rglob("*.yml")
        for name in re.findall(r"^ +- name: (\w+)$", path.read_text(encoding="utf-8"), re.M)
    }
    assert named - columns - KNOWN_NAMES <= {*MARTS}
    if page.stem == "README":
        index = {row[1] for row in table(text, "Tool")}
        assert index == {f"[{one.name}]({one.name})" for one in PAGES if one != page}
    else:
        assert len(re.findall(r"^Checked: ", text, re.M)) == 1
        assert "## A new run" in text and "## Pitfalls" in text


def test_the_pages_name_the_versions_that_the_tests_ran() -> None:
    for page, packages in {
        "python": {
            "duckdb": "default",
            "duckdb-engine": "bi",
            "SQLAlchemy": "bi",
            "pandas": "test",
        },
        "drivers": {"duckdb": "default", "adbc-driver-manager": "bi"},
        "superset": {"duckdb": "default", "duckdb-engine": "bi"},
    }.items():
        text = (ROOT / "docs" / "use" / "bi" / f"{page}.md").read_text(encoding="utf-8")
        checked = " ".join(text.partition("\nChecked: ")[2].split())
        for package, requirements in packages.items():
            version = pinned_version(requirements, package.lower())
            assert f"{package} {version}" in checked, page


# Names on the pages that are neither marts nor columns: a segment, vars, settings, functions.
KNOWN_NAMES = {
    *(
        "at_risk",
        "omnichannel_rfm",
        "publish_parquet",
        "publish_path",
        "storage_compatibility_version",
    ),
    *("access_mode", "duckdb_adbc_init", "read_only", "label_colors", "customers_after_"),
    *("get_columns", "get_pk_constraint", "read_sql_query"),
}
