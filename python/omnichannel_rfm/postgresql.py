"""PostgreSQL: load input files into it, and serve marts from it that DuckDB has built.

    python postgresql.py load customers.csv --table raw.customers
    python postgresql.py load lines.csv --table raw.order_lines
    python postgresql.py serve --reader bi_readers

The server is the one of the target postgres in profiles.yml: PGHOST, PGPORT, PGUSER, PGPASSWORD,
PGDATABASE and whatever else libpq reads. See docs/use/postgresql.md and decision 0015.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
import time
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

import duckdb
import psycopg2
import yaml
from psycopg2 import errors
from psycopg2.extensions import cursor as Cursor
from psycopg2.sql import SQL, Composed, Identifier, Literal

ROOT = Path(__file__).resolve().parents[2]
MARTS = "marts"
# What we made begins its comment so; nothing else is ever replaced.
MARK = "omnichannel-rfm: "
NEXT = "__next"
LOCK_SECONDS = 1.0
PATIENCE_SECONDS = 120.0
# Types whose names PostgreSQL does not share with DuckDB.
TYPES = {"DOUBLE": "double precision", "HUGEINT": "numeric(39, 0)", "TIMESTAMP": "timestamp"}


class PostgresError(Exception):
    """Something the user has to put right; the message says what and how."""


@contextmanager
def transaction() -> Iterator[Cursor]:
    """Give a cursor in a transaction on the database of the target postgres, all or nothing."""
    connection = psycopg2.connect(
        host=os.environ.get("PGHOST", "localhost"),
        user=os.environ.get("PGUSER", "postgres"),
        dbname=os.environ.get("PGDATABASE", "omnichannel_rfm"),
        application_name="omnichannel-rfm",
    )
    with closing(connection), connection, connection.cursor() as cursor:
        yield cursor


def joined(parts: Iterable[Composed | Identifier | SQL]) -> Composed:
    """Return SQL parts with commas between them."""
    return SQL(", ").join(parts)


# --- loading a file -------------------------------------------------------------------


def load(files: list[Path], table: str, delimiter: str, names: list[str] | None = None) -> int:
    """Load CSV files (UTF-8) into one table of text columns; return its rows.

    The table is made, with its schema, or replaced if it was made by this function; until the last
    row is there, readers see what was there before.

    Args:
        files: one or more; their columns may stand in different order.
        table: `schema.table`.
        delimiter: the character between two values; a blank for any number of blanks or tabs.
        names: the columns of files without a header; None: the files have one.

    Raises:
        PostgresError: a file's header or line does not fit, or the table is somebody else's.
        psycopg2.Error: the server refuses a line; its message names the line.
        OSError: a file cannot be read.
    """
    schema, dot, name = table.partition(".")
    if not (schema and dot and name) or "." in name:
        raise PostgresError(f"--table is '{table}': write it as schema.table.")
    headers = {file: names or header_of(file, delimiter) for file in files}
    columns = list(dict.fromkeys(column for header in headers.values() for column in header))
    target = Identifier(schema, name)
    with transaction() as cursor:
        cursor.execute(SQL("create schema if not exists {}").format(Identifier(schema)))
        prepare_table(cursor, schema, name, columns)
        for file, header in headers.items():
            copy = SQL("copy {} ({}) from stdin (format csv, header {}, delimiter {})").format(
                target,
                joined(map(Identifier, header)),
                Literal(names is None),
                Literal("," if delimiter == " " else delimiter),
            )
            with as_csv(file, delimiter, len(header)) as content:
                try:
                    cursor.copy_expert(copy.as_string(cursor), content)
                except errors.DataError as error:
                    raise PostgresError(f"{file} cannot be loaded: {error}") from error
        comment = f"{MARK}rows as text, from {', '.join(map(str, files))}"
        cursor.execute(SQL("comment on table {} is {}").format(target, Literal(comment)))
        cursor.execute(SQL("select count(*) from {}").format(target))
        return cursor.fetchone()[0]


@contextmanager
def as_csv(file: Path, delimiter: str, width: int) -> Iterator[BinaryIO]:
    """Give a file as `copy` reads it: as it is, or with commas where blanks keep values apart.

    Raises:
        PostgresError: a line of values apart by blanks has another number of them than `width`.
    """
    if delimiter != " ":
        with file.open("rb") as content:
            if content.read(len(BOM_UTF8)) != BOM_UTF8:
                content.seek(0)
            yield content
        return
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as content,
        file.open(encoding="utf-8-sig") as lines,
    ):
        writer = csv.writer(content, lineterminator="\n")
        for number, line in enumerate(lines, start=1):
            values = line.split()
            if values and len(values) != width:
                raise PostgresError(
                    f"{file} line {number} has {len(values)} values instead of {width}: {line}"
                )
            if values:
                writer.writerow(values)
        content.seek(0)
        yield content.buffer


def header_of(file: Path, delimiter: str) -> list[str]:
    """Return the column names of a CSV file; one without a name gets one that no other has.

    Raises:
        PostgresError: the file is empty, no CSV, or has a column twice.
    """
    if file.suffix.lower() in (".parquet", ".pq"):
        raise PostgresError(f"{file}: only CSV is loaded here. Save it as CSV, or build on DuckDB.")
    with file.open(encoding="utf-8-sig", newline="") as content:
        if delimiter == " ":
            header = content.readline().split()
        else:
            header = [name.strip() for name in next(csv.reader(content, delimiter=delimiter), [])]
    if not header:
        raise PostgresError(f"{file} is empty: the first line has to name the columns.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise PostgresError(f"{file} has a column twice: {', '.join(twice)}. Keep one of them.")
    for place, name in enumerate(header):
        if not name:
            stand_ins = (f"column{'_' * marks}{place + 1}" for marks in count(1))
            header[place] = next(name for name in stand_ins if name not in header)
    return header


def prepare_table(cursor: Cursor, schema: str, name: str, columns: list[str]) -> None:
    """Make an empty table of text columns, or empty the one that is there.

    Raises:
        PostgresError: the one that is there is somebody else's, or has other columns and is read
            by a view.
    """
    target = Identifier(schema, name)
    regclass = target.as_string(cursor)
    cursor.execute("select obj_description(to_regclass(%s), 'pg_class')", [regclass])
    comment = cursor.fetchone()[0] or ""
    cursor.execute(
        "select attname::text from pg_attribute where attrelid = to_regclass(%s) and attnum > 0"
        " and not attisdropped order by attnum",
        [regclass],
    )
    found = [column for (column,) in cursor.fetchall()]
    if found:
        if not comment.startswith(MARK):
            raise PostgresError(
                f"{schema}.{name} exists and was not loaded by this command: drop it, or choose"
                " another name by --table."
            )
        if found == columns:
            cursor.execute(SQL("truncate {}").format(target))
            return
        try:
            cursor.execute(SQL("drop table {}").format(target))
        except errors.DependentObjectsStillExist as error:
            raise PostgresError(
                f"{schema}.{name} has other columns than the file, and views read it: {error}"
                "Load into a table of another name, or drop those views."
            ) from error
    definition = joined(SQL("{} text").format(Identifier(column)) for column in columns)
    cursor.execute(SQL("create table {} ({})").format(target, definition))


# --- serving marts --------------------------------------------------------------------


@dataclass
class Mart:
    """A mart in the published DuckDB file, with its texts and what is unique in it."""

    name: str
    comment: str | None
    columns: list[tuple[str, str, bool, str | None]]  # name, type, whether never null, comment
    key: list[str] = field(default_factory=list)


def serve(published: Path, schema: str, readers: list[str]) -> tuple[int, int, str]:
    """Put the marts of the current published run into a schema, in the place of those there.

    All of it is one transaction. Readers see the schema of the run before until it ends, and then
    the new one: who reads one of the old tables is waited for, and who comes meanwhile waits for a
    second at most.

    Args:
        published: the folder that DuckDB builds publish in.
        schema: is made, or replaced if it was made by this function.
        readers: roles that may read it.

    Returns:
        The numbers of marts and of rows, and the run's id.

    Raises:
        PostgresError: nothing is published, the schema is somebody else's, something outside it
            depends on its tables, or somebody has been reading for `PATIENCE_SECONDS`.
        psycopg2.Error: the server refuses, for want of a right or of a role.
    """
    file = published / "current" / "omnichannel_rfm.duckdb"
    if not file.exists():
        raise PostgresError(f"{file} is not there: build on DuckDB first, `python3 run.py`.")
    with duckdb.connect(str(file.resolve()), read_only=True) as source, transaction() as cursor:
        marts = marts_of(source)
        run = source.execute(f"select any_value(run_id) from {MARTS}.segments").fetchone()[0]
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [MARK + schema])
        old_tables = tables_to_replace(cursor, schema)
        new = schema + NEXT
        cursor.execute(SQL("create schema {}").format(Identifier(new)))
        rows = sum(copied(source, cursor, mart, new) for mart in marts)
        made = {"run": run, "marts": [mart.name for mart in marts]}
        comment = MARK + json.dumps(made, ensure_ascii=False)
        cursor.execute(SQL("comment on schema {} is {}").format(Identifier(new), Literal(comment)))
        for role in map(Identifier, readers):
            cursor.execute(SQL("grant usage on schema {} to {}").format(Identifier(new), role))
            cursor.execute(
                SQL("grant select on all tables in schema {} to {}").format(Identifier(new), role)
            )
        swap(cursor, schema, old_tables)
    return len(marts), rows, run


def marts_of(source: duckdb.DuckDBPyConnection) -> list[Mart]:
    """Return the marts in a published file by name; a key is what its data test says it is."""
    keys = declared_keys()
    marts = [
        Mart(name, comment, [], keys.get(name, []))
        for name, comment in source.execute(
            "select table_name, comment from duckdb_tables() where schema_name = $1 union all"
            " select view_name, comment from duckdb_views() where schema_name = $1 order by 1",
            [MARTS],
        ).fetchall()
    ]
    for mart in marts:
        mart.columns = source.execute(
            "select column_name, data_type, not is_nullable, comment from duckdb_columns()"
            " where schema_name = $1 and table_name = $2 order by column_index",
            [MARTS, mart.name],
        ).fetchall()
    return marts


def declared_keys() -> dict[str, list[str]]:
    """Return the key of each mart, as its data test `grain_and_rules_hold` declares it."""
    keys = {}
    for file in (ROOT / "models" / "marts").rglob("*.yml"):
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", []):
            for test in model.get("data_tests", []):
                arguments = test.get("grain_and_rules_hold", {}).get("arguments", {})
                if "key" in arguments:
                    keys[model["name"]] = arguments["key"]
    return keys


def tables_to_replace(cursor: Cursor, schema: str) -> list[str] | None:
    """Return the tables that `serve` has made in the schema; None if there is no such schema.

    Raises:
        PostgresError: the schema was not made by `serve`.
    """
    cursor.execute(
        "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = %s", [schema]
    )
    found = cursor.fetchone()
    if found is None:
        return None
    if not (found[0] or "").startswith(MARK):
        raise PostgresError(
            f"The schema {schema} exists and was not made by this command: choose another name by"
            " --schema."
        )
    cursor.execute(
        "select relname::text from pg_class where relnamespace = %s::regnamespace and relkind = 'r'"
        " and relname = any(%s) order by relname",
        [Identifier(schema).as_string(cursor), json.loads(found[0][len(MARK) :])["marts"]],
    )
    return [name for (name,) in cursor.fetchall()]


def copied(source: duckdb.DuckDBPyConnection, cursor: Cursor, mart: Mart, schema: str) -> int:
    """Make the table of a mart and fill it, with types, texts and key; return its rows.

    Frozen rows are seen by transactions that began before this one: a reader that comes to the new
    table with an old view of the database finds it full, not empty.
    """
    table = Identifier(schema, mart.name)
    definition = joined(
        SQL("{} {}{}").format(
            Identifier(name),
            SQL(TYPES.get(data_type, data_type)),
            SQL(" not null" if never_null else ""),
        )
        for name, data_type, never_null, _ in mart.columns
    )
    cursor.execute(SQL("create table {} ({})").format(table, definition))
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "rows.csv")
        to = str(file).replace("'", "''")
        source.execute(f"copy {MARTS}.{mart.name} to '{to}' (format csv, header false)")
        copy = SQL("copy {} from stdin (format csv, freeze true)").format(table)
        with file.open("rb") as content:
            cursor.copy_expert(copy.as_string(cursor), content)
    rows = cursor.rowcount
    if mart.key:
        cursor.execute(
            SQL("alter table {} add primary key ({})").format(
                table, joined(map(Identifier, mart.key))
            )
        )
    cursor.execute(SQL("comment on table {} is {}").format(table, Literal(mart.comment)))
    for name, _, _, comment in mart.columns:
        column = Identifier(schema, mart.name, name)
        cursor.execute(SQL("comment on column {} is {}").format(column, Literal(comment)))
    cursor.execute(SQL("analyze {}").format(table))
    return rows


def swap(cursor: Cursor, schema: str, old_tables: list[str] | None) -> None:
    """Put the new schema in the place of the old one, once nobody reads that.

    All old tables are locked first. Names are looked up one by one, so without that a query on two
    marts could find one in the old schema and the other in the new one.

    Raises:
        PostgresError: somebody has been reading for `PATIENCE_SECONDS`, or something outside the
            schema depends on a table in it.
    """
    current = Identifier(schema)
    if old_tables is not None:
        tables = joined(Identifier(schema, name) for name in old_tables)
        try:
            if old_tables:
                lock_when_unread(cursor, tables, schema)
                cursor.execute(SQL("drop table {}").format(tables))
            cursor.execute(SQL("drop schema {}").format(current))
        except errors.DependentObjectsStillExist as error:
            raise PostgresError(
                f"Nothing was published: something else depends on the schema {schema}, which is"
                f" replaced as a whole. {error}Keep views and tables of your own in another schema;"
                " drop views on the marts before a publish and make them again after it."
            ) from error
    cursor.execute(SQL("alter schema {} rename to {}").format(Identifier(schema + NEXT), current))


def lock_when_unread(cursor: Cursor, tables: Composed, schema: str) -> None:
    """Lock tables against readers; between tries, those who came meanwhile go first.

    Raises:
        PostgresError: there has been a reader for `PATIENCE_SECONDS`.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    cursor.execute("set local lock_timeout = %s", [f"{LOCK_SECONDS:.3f}s"])
    while True:
        cursor.execute("savepoint unlocked")
        try:
            cursor.execute(SQL("lock table {} in access exclusive mode").format(tables))
            return
        except errors.LockNotAvailable as error:
            cursor.execute("rollback to savepoint unlocked")
            if time.monotonic() >= deadline:
                raise PostgresError(
                    f"Nothing was published: transactions have been reading the schema {schema} for"
                    f" {PATIENCE_SECONDS:.0f} s. End the one that hangs (pg_stat_activity names"
                    " it), and publish again."
                ) from error
            time.sleep(LOCK_SECONDS / 2)


# --- command line ---------------------------------------------------------------------


def main(arguments: list[str]) -> None:
    """Carry out one command.

    Raises:
        PostgresError: as `load` and `serve`.
        psycopg2.Error: the server cannot be reached, or refuses.
    """
    parser = argparse.ArgumentParser(prog="postgresql.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    loading = commands.add_parser("load", help="load CSV files into a table of text columns")
    loading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    loading.add_argument("--table", default="raw.customers", help="schema.table (%(default)s)")
    loading.add_argument(
        "--delimiter", default=",", help="between two values (%(default)s); ' ' for blanks and tabs"
    )
    loading.add_argument(
        "--columns", metavar="A,B,...", help="names of the columns of files without a header"
    )
    serving = commands.add_parser("serve", help="publish marts that DuckDB has built")
    serving.add_argument("--published", default="published", type=Path, help="(%(default)s)")
    serving.add_argument("--schema", default="omnichannel_rfm", help="(%(default)s)")
    serving.add_argument(
        "--reader", action="append", default=[], metavar="ROLE", help="may read it; repeatable"
    )
    options = parser.parse_args(arguments)
    if options.command == "load":
        names = options.columns.split(",") if options.columns else None
        rows = load(options.files, options.table, options.delimiter, names)
        print(
            f"{rows:,} rows are in {options.table}. To build on them, as customers or order lines:"
        )
        for name in ("customers_table", "orders_table"):
            print(f"  dbt build --target postgres --vars '{{{name}: {options.table}}}'")
    else:
        marts, rows, run = serve(options.published, options.schema, options.reader)
        print(f"schema {options.schema}: {marts} marts, {rows:,} rows, of the run {run}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (PostgresError, psycopg2.Error, OSError) as failure:
        sys.exit(f"postgresql: {failure}")
