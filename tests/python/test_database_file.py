"""The built file opens in the DuckDB drivers that BI tools carry today."""

from __future__ import annotations

import struct

from conftest import MARTS, Build

# Storage version 64 is DuckDB's v1.0.0 format; decision 0002 has what each driver opened.
STORAGE_VERSION_OF_1_0 = 64


def test_the_file_is_in_the_format_of_duckdb_1_0(sample_build: Build) -> None:
    with sample_build.database.open("rb") as file:
        header = file.read(20)
    assert header[8:12] == b"DUCK"
    assert struct.unpack("<Q", header[12:20]) == (STORAGE_VERSION_OF_1_0,)


def test_the_marts_are_tables_with_comments_and_plain_types(sample_build: Build) -> None:
    """No type that a driver chokes on, and the descriptions stored beside the data."""
    tables = sample_build.query(
        "select table_name, comment is not null from duckdb_tables() where schema_name = 'marts'"
    )
    assert sorted(tables) == [(mart, True) for mart in MARTS]
    types = sample_build.query(
        "select distinct split_part(data_type, '(', 1) from duckdb_columns()"
        " where schema_name = 'marts'"
    )
    assert {name for (name,) in types} <= {
        *("BIGINT", "BOOLEAN", "DATE", "DECIMAL", "INTEGER", "VARCHAR")
    }
