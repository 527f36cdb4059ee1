"""The published file opens in the DuckDB drivers that BI tools carry today, and lacks nothing."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from typing import Any

import duckdb
import pytest
from conftest import MARTS, ROOT, Build, other_duckdb

from environments import READERS

# Storage version 64 is DuckDB's v1.0.0 format; decision 0002 has what each driver opened.
STORAGE_VERSION_OF_1_0 = 64


def published_and_built(build: Build, sql: str) -> tuple[list[Any], list[Any]]:
    """Return the rows of a query on the published file and on the work database."""
    file = build.published_database
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall(), build.query(sql)


def test_the_file_is_in_the_format_of_duckdb_1_0(sample_build: Build) -> None:
    for path in (sample_build.database, *sample_build.published.glob("current/*.duckdb")):
        with path.open("rb") as file:
            header = file.read(20)
        assert header[8:12] == b"DUCK"
        assert struct.unpack("<Q", header[12:20]) == (STORAGE_VERSION_OF_1_0,)


def test_nobody_can_write_to_the_file(sample_build: Build) -> None:
    """A writer would lock the readers out."""
    (path,) = sample_build.published.glob("current/*.duckdb")
    assert path.stat().st_mode & 0o222 == 0


def test_the_file_holds_the_marts_and_no_more_than_they_read(sample_build: Build) -> None:
    relations, _ = published_and_built(
        sample_build,
        "select distinct schema_name, table_name from duckdb_columns() where not internal",
    )
    assert sorted(name for schema, name in relations if schema == "marts") == list(MARTS)
    assert {schema for schema, _ in relations} <= {"marts", "intermediate"}
    schemas, _ = published_and_built(
        sample_build, "select schema_name from duckdb_schemas() where not internal"
    )
    assert {schema for (schema,) in schemas} == {schema for schema, _ in relations}


@pytest.mark.parametrize(
    "sql",
    [
        "select table_name, comment from duckdb_tables() where schema_name = 'marts' union all"
        " select view_name, comment from duckdb_views() where schema_name = 'marts' order by all",
        "select table_name, column_index, column_name, data_type, is_nullable, comment"
        " from duckdb_columns() where schema_name = 'marts' order by all",
        "select table_name, constraint_text from duckdb_constraints()"
        " where schema_name = 'marts' order by all",
    ],
    ids=["comments", "columns", "keys"],
)
def test_publishing_changes_nothing_of(sql: str, sample_build: Build) -> None:
    published, built = published_and_built(sample_build, sql)
    assert published == built
    assert len(built) >= 10


def test_the_rows_are_those_of_the_build_in_its_order(sample_build: Build) -> None:
    for mart in MARTS:
        published, built = published_and_built(sample_build, f"select * from marts.{mart}")
        assert published == built, mart


def test_the_marts_have_comments_and_plain_types(sample_build: Build) -> None:
    """No type that a driver chokes on, and the descriptions stored beside the data."""
    tables = sample_build.query(
        "select table_name, comment is not null from duckdb_tables() where schema_name = 'marts'"
        " union all"
        " select view_name, comment is not null from duckdb_views() where schema_name = 'marts'"
    )
    assert sorted(tables) == [(mart, True) for mart in MARTS]
    types = sample_build.query(
        "select distinct split_part(data_type, '(', 1) from duckdb_columns()"
        " where schema_name = 'marts'"
    )
    assert {name for (name,) in types} <= {
        *("BIGINT", "BOOLEAN", "DATE", "DECIMAL", "INTEGER", "TIMESTAMP", "VARCHAR")
    }


# Prints all that a reader sees of a file, as any release has written it: it runs on old ones.
READ = """
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
columns = connection.execute(
    "select table_name, column_name, data_type, comment from duckdb_columns()"
    " where schema_name = 'marts' order by table_name, column_index"
).fetchall()
keys = connection.execute(
    "select table_name, constraint_type, list_sort(constraint_column_names)"
    " from duckdb_constraints() where schema_name = 'marts' and constraint_type = 'PRIMARY KEY'"
    " order by all"
).fetchall()
rows = {
    name: sorted(map(str, connection.execute(f"from marts.{name}").fetchall()))
    for name in dict.fromkeys(column[0] for column in columns)
}
print(json.dumps([duckdb.__version__, columns, keys, rows]))
"""


def read_by(folder: str, build: Build) -> list[Any]:
    """Return version, columns, keys and rows as the DuckDB in `folder` reads them."""
    file = build.published_database
    output = subprocess.run(
        [sys.executable, "-c", READ, str(file)],
        env={**os.environ, "PYTHONPATH": folder},
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return json.loads(output)


@pytest.fixture(scope="module")
def read_by_default(sample_build: Build) -> list[Any]:
    """Return what the default DuckDB reads, for all older releases."""
    return read_by("", sample_build)


@pytest.mark.slow
@pytest.mark.parametrize("release", [*READERS, "compat_duckdb"])
def test_older_releases_read_the_same(
    release: str, sample_build: Build, read_by_default: list[Any]
) -> None:
    version, folder = other_duckdb(release)
    found, *content = read_by(str(folder), sample_build)
    assert found == version
    _, *expected = read_by_default
    assert content == expected
    assert set(content[2]) == set(MARTS)
