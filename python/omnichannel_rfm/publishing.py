"""Publishing: the marts and lists of a run come into view whole, by one rename.

    FOLDER/current              symbolic link to the run that readers see
    FOLDER/runs/RUN/            omnichannel_rfm.duckdb, campaign_lists/*.csv, parquet/*.parquet,
                                manifest.json (what was read, and each list's size and hash)
    FOLDER/.lock                held while a run is published

A run is written beside the current one, flushed to disk, and then the link is replaced, which file
systems do in one step. Whoever is killed before that leaves the old run in view. See decision 0009.

This file is also a program: the part that reads the work database and opens its copy runs in a
process of its own. Closing a second handle on a file inside dbt's process would drop the lock by
which DuckDB keeps other writers away.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CURRENT = "current"
RUNS = "runs"
DATABASE = "omnichannel_rfm.duckdb"
LISTS = "campaign_lists"
PARQUET = "parquet"
MANIFEST = "manifest.json"
LOCK = ".lock"
NEXT_LINK = ".next"
# When the run started (UTC) and dbt's invocation id; no other folder is ever removed.
RUN_NAME = re.compile(r"\d{8}T\d{6}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LOCK_SECONDS = 60.0
DATABASE_SECONDS = 10.0

# A relation by schema and name.
Name = tuple[str, str]


class PublishingError(Exception):
    """Something the user has to put right; the message says what and how."""


# --- the published folder -------------------------------------------------------------


def check_place(folder: Path) -> None:
    """Stop before anything is built if runs cannot be published in `folder`.

    Raises:
        PublishingError: links cannot be made or replaced there, or something else has the name of
            ours.
    """
    advice = "Set the var publish_path to a folder of another file system, or to null."
    if fcntl is None:
        raise PublishingError(
            "Publishing needs a symbolic link that is replaced in one step, which Windows does not"
            " have. Set the var publish_path to null and read the work database, or run dbt in WSL."
        )
    current = folder / CURRENT
    if current.exists() and not current.is_symlink():
        raise PublishingError(
            f"{current} is no link made by publishing: move it away, or set the var publish_path to"
            " another folder."
        )
    try:
        (folder / RUNS).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".probe_", dir=folder) as probe:
            old, new = Path(probe, "old"), Path(probe, "new")
            for link in (old, new):
                link.symlink_to(".", target_is_directory=True)
            os.replace(new, old)
    except OSError as error:
        raise PublishingError(
            f"Nothing can be published in {folder}, as files and symbolic links cannot be made and"
            f" replaced there: {error}. {advice}"
        ) from error


@contextmanager
def locked(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[IO[str]]:
    """Hold the folder's lock, which the system gives back when its holders have ended.

    Raises:
        PublishingError: another run still holds it after `seconds`.
    """
    deadline = time.monotonic() + seconds
    with (folder / LOCK).open("a", encoding="ascii") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise PublishingError(
                        f"Another run has been publishing in {folder} for {seconds:.0f} s. Build"
                        " again when it has ended; publishing takes seconds."
                    ) from None
                time.sleep(0.1)
        yield file


def publish(folder: Path, run: str, request: dict[str, Any]) -> None:
    """Write a run and make it the current one; at any error the current one stays.

    The run before it is kept for readers that have just followed the link. Older and unfinished
    ones are removed.

    Args:
        folder: the published folder, checked by `check_place`.
        run: the run's name, of the form `RUN_NAME`.
        request: what `write_run` is to write.

    Raises:
        PublishingError: a list's name is not a plain file name or occurs twice, another run is
            being published, or the run cannot be written.
        OSError: the folder cannot be written.
    """
    check_names([file for file, *_ in request["lists"]])
    with next_run(folder, run) as (target, lock):
        write_in_child(target, request, lock)


def publish_lists(folder: Path, run: str, lists: dict[str, bytes]) -> None:
    """Write a run of campaign lists alone, of marts that readers open elsewhere, and show it.

    Args:
        folder: the published folder, checked by `check_place`.
        run: the run's name, of the form `RUN_NAME`.
        lists: file name to content.

    Raises:
        PublishingError: as `publish`.
        OSError: the folder cannot be written.
    """
    check_names(list(lists))
    with next_run(folder, run) as (target, _):
        (target / LISTS).mkdir()
        for file, content in lists.items():
            (target / LISTS / file).write_bytes(content)
            flush(target / LISTS / file)
        flush(target / LISTS)
        flush(target)


@contextmanager
def next_run(folder: Path, run: str) -> Iterator[tuple[Path, IO[str]]]:
    """Give the empty folder of a run to write in, and the lock; then make that run the current one.

    Raises:
        PublishingError: another run is being published.
        OSError: the folder cannot be written.
    """
    target = folder / RUNS / run
    with locked(folder) as lock:
        current = folder / CURRENT
        kept = os.path.basename(os.readlink(current)) if current.is_symlink() else None
        for old in (folder / RUNS).iterdir():
            if RUN_NAME.fullmatch(old.name) and old.name != kept and not old.is_symlink():
                shutil.rmtree(old)
        target.mkdir()
        try:
            yield target, lock
            flush(folder / RUNS)
            make_current(folder, run)
        except BaseException:
            if not current.exists() or not current.samefile(target):
                shutil.rmtree(target, ignore_errors=True)
            raise


def make_current(folder: Path, run: str) -> None:
    """Point the link at a finished run: the one moment in which readers get another."""
    link = folder / NEXT_LINK
    link.unlink(missing_ok=True)
    link.symlink_to(f"{RUNS}/{run}", target_is_directory=True)
    os.replace(link, folder / CURRENT)
    flush(folder)


def flush(path: Path) -> None:
    """Wait until a file's content, or the names in a folder, have reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_names(files: list[str]) -> None:
    """Check the file names of campaign lists.

    Raises:
        PublishingError: a name has a folder in it, is hidden, or occurs twice (on file systems
            that ignore case, `A.csv` and `a.csv` are one file).
    """
    seen: set[str] = set()
    for name in files:
        if not name or name.startswith(".") or "/" in name or "\\" in name or "\0" in name:
            raise PublishingError(
                f"export_file '{name}' in the seed campaigns: use a plain file name, such as a.csv"
            )
        if name.lower() in seen:
            raise PublishingError(
                f"export_file '{name}' is used by two campaigns: give each its own name"
            )
        seen.add(name.lower())


# --- writing a run, in a process of its own -------------------------------------------


def write_in_child(target: Path, request: dict[str, Any], lock: IO[str]) -> None:
    """Have another process write the run; it holds the lock too, should this one be killed.

    Raises:
        PublishingError: it failed; the message is its own.
    """
    process = subprocess.run(
        [sys.executable, __file__, str(target)],
        input=json.dumps(request),
        # The DuckDB that dbt runs on, wherever it was found.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        pass_fds=(lock.fileno(),),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if process.returncode != 0:
        raise PublishingError(
            f"The run was not published, {target.parents[1] / CURRENT} is as it was:"
            f" {process.stderr.strip() or f'the writing process ended with {process.returncode}'}"
        )


def write_run(target: Path, request: dict[str, Any]) -> None:
    """Write the files of a run into the empty folder `target` and flush them to disk.

    The database is a copy of the work database's bytes, so tables keep format, types, keys and
    comments, and no row is written again. What is no mart, and not read by one, is removed from
    the copy.

    Args:
        target: the run's folder.
        request: `work_file`, the work database's file, all of it checkpointed; `database`, the
            name that queries call it by; `marts`, a list of [schema, name]; `lists`, a list of
            [file name, query, what the manifest says of it], one per campaign list; `parquet`,
            whether to write each mart as Parquet too; and what may be missing: `has_phones`,
            whether ids are telephone numbers; `manifest`, what the file of that name says besides
            the lists.

    Raises:
        PublishingError: the work database lacks a mart, or a mart reads what is not in it.
    """
    import duckdb

    work_file, published = Path(request["work_file"]), target / DATABASE
    marts = [(schema, name) for schema, name in request["marts"]]
    if wal_of(work_file).exists() and wal_of(work_file).stat().st_size:
        raise PublishingError(f"{work_file} has changes outside the file: {wal_of(work_file)}.")
    copy_bytes(work_file, published)

    with duckdb.connect() as connection:
        database = request["database"]
        connection.execute(f"attach {literal(published)} as {quoted(database)}")
        connection.execute(f"use {quoted(database)}")
        keep_only(connection, database, marts)
        (target / LISTS).mkdir()
        # A telephone number is a text, and says so.
        quotes = ", force_quote *" if request.get("has_phones") else ""
        lists = []
        for file, query, about in request["lists"]:
            (customers,) = connection.execute(
                f"copy ({query}) to {literal(target / LISTS / file)}"
                f" (format csv, header true, delimiter ','{quotes})"
            ).fetchone()
            digest = hashlib.sha256((target / LISTS / file).read_bytes()).hexdigest()
            before = compared(
                connection, target / LISTS / file, target.parents[1] / CURRENT / LISTS / file
            )
            lists.append(
                {**about, "file": file, "customers": customers, "sha256": digest, **before}
            )
        if request["parquet"]:
            (target / PARQUET).mkdir()
            for mart in marts:
                file = target / PARQUET / f"{mart[1]}.parquet"
                connection.execute(f"copy {dotted(mart)} to {literal(file)} (format parquet)")
        connection.execute(f"checkpoint {quoted(database)}")
        connection.execute("use memory")
        connection.execute(f"detach {quoted(database)}")
        check_readable(connection, published, marts)
    published.chmod(published.stat().st_mode & ~0o222)  # nobody locks the others out
    manifest = {**request.get("manifest", {}), "lists": lists}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (target / MANIFEST).write_text(text, encoding="utf-8")
    if wal_of(published).exists():
        raise PublishingError(f"DuckDB left changes outside the file: {wal_of(published)}.")

    for path in target.rglob("*"):
        flush(path)
    flush(target)


def compared(connection: DuckDBPyConnection, new: Path, old: Path) -> dict[str, int | None]:
    """Return how many ids the list had in the run before, and how many came and went since then.

    Args:
        connection: a connection to DuckDB, which reads both files.
        new: the list of this run.
        old: where the list of the run before is, if it had one of this name; else all are null.
    """
    if not old.exists():
        return {"previous_customers": None, "entered": None, "left": None}
    ids = [
        f"read_csv({literal(path)}, columns = {{'id': 'varchar'}}, header = true, delim = ',',"
        " quote = '\"', escape = '\"', auto_detect = false)"
        for path in (new, old)
    ]
    entered, left, previous = connection.execute(
        f"""
        select count(*) filter (where old.id is null), count(*) filter (where new.id is null),
            count(old.id)
        from {ids[0]} as new full join {ids[1]} as old on new.id = old.id
        """
    ).fetchone()
    return {"previous_customers": previous, "entered": entered, "left": left}


def wal_of(database: Path) -> Path:
    """Return the file in which DuckDB keeps changes that are not in the database file yet."""
    return database.with_name(f"{database.name}.wal")


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file; where the file system can, the copy shares the original's blocks."""
    if hasattr(os, "copy_file_range"):
        with source.open("rb") as original, target.open("wb") as copy:
            try:
                while os.copy_file_range(original.fileno(), copy.fileno(), 1 << 30):
                    pass
                return
            except OSError:  # not between these file systems
                pass
    shutil.copyfile(source, target)


def keep_only(connection: DuckDBPyConnection, database: str, marts: list[Name]) -> None:
    """Remove every relation but the marts and what mart views read, however indirectly.

    Views lose the name of the database in front of what they read, so that they work in a file of
    any name, attached as anything. DuckDB 2.0 leaves it out by itself, DuckDB 1.5 does not.

    Raises:
        PublishingError: a mart, or a relation that one reads, is not in the database.
    """
    relations = dict(
        ((schema, name), kind)
        for schema, name, kind in connection.execute(
            "select schema_name, table_name, 'table' from duckdb_tables()"
            " where database_name = $1 and not internal union all"
            " select schema_name, view_name, 'view' from duckdb_views()"
            " where database_name = $1 and not internal",
            [database],
        ).fetchall()
    )
    kept: set[Name] = set()
    wanted = list(marts)
    while wanted:
        relation = wanted.pop()
        if relation in kept:
            continue
        if relation not in relations:
            raise PublishingError(
                f"{dotted(relation)} is missing in the database, so the marts are not whole."
                " Run dbt build without a selection."
            )
        kept.add(relation)
        if relations[relation] == "view":
            wanted += localised_view(connection, database, relation)

    for relation in sorted(set(relations) - kept):
        connection.execute(f"drop {relations[relation]} {dotted(relation)}")
    for (schema,) in connection.execute(
        "select schema_name from duckdb_schemas() where database_name = $1 and not internal",
        [database],
    ).fetchall():
        if schema != "main" and schema not in {schema for schema, _ in kept}:
            connection.execute(f"drop schema {quoted(schema)} cascade")


def localised_view(connection: DuckDBPyConnection, database: str, view: Name) -> list[Name]:
    """Take the database's name out of a view's query; return the relations that the view reads."""
    ((sql, comment),) = connection.execute(
        "select sql, comment from duckdb_views()"
        " where database_name = $1 and schema_name = $2 and view_name = $3",
        [database, *view],
    ).fetchall()
    query = sql.partition(" AS ")[2].rstrip().rstrip(";")
    ((tree_text,),) = connection.execute("select json_serialize_sql($1)", [query]).fetchall()
    tree = json.loads(tree_text)
    read: list[Name] = []
    changed = False

    def visit(node: Any) -> None:
        nonlocal changed
        if isinstance(node, list):
            for item in node:
                visit(item)
        elif isinstance(node, dict):
            if node.get("type") == "BASE_TABLE" and node.get("catalog_name", "") in ("", database):
                changed |= node.get("catalog_name") == database
                node["catalog_name"] = ""
                if node["schema_name"]:  # without one it is a name of a `with` clause
                    read.append((node["schema_name"], node["table_name"]))
            elif node.get("type") == "COLUMN_REF" and len(node["column_names"]) == 4:
                changed = True
                node["column_names"] = node["column_names"][1:]
            for value in node.values():
                visit(value)

    visit(tree)
    if changed:
        columns = connection.execute(
            "select column_name, comment from duckdb_columns() where database_name = $1"
            " and schema_name = $2 and table_name = $3 and comment is not null",
            [database, *view],
        ).fetchall()
        ((query,),) = connection.execute(
            "select json_deserialize_sql(cast($1 as json))", [json.dumps(tree)]
        ).fetchall()
        connection.execute(f"create or replace view {dotted(view)} as {query}")
        if comment is not None:
            connection.execute(f"comment on view {dotted(view)} is {literal(comment)}")
        for column, text in columns:
            name = f"{dotted(view)}.{quoted(column)}"
            connection.execute(f"comment on column {name} is {literal(text)}")
    return read


def check_readable(connection: DuckDBPyConnection, file: Path, marts: list[Name]) -> None:
    """Read no row of every mart in the finished file, attached under a name of its own.

    Raises:
        PublishingError: a mart view reads what is not in the file.
    """
    import duckdb

    connection.execute(f"attach {literal(file)} as published_run (read_only)")
    for mart in marts:
        try:
            connection.execute(f"select * from published_run.{dotted(mart)} limit 0").fetchall()
        except duckdb.Error as error:
            raise PublishingError(
                f"The mart {dotted(mart)} cannot be read in a file of its own: {error}"
            ) from error
    connection.execute("detach published_run")


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def dotted(relation: Name) -> str:
    """Return a relation's schema and name as SQL."""
    return ".".join(map(quoted, relation))


def literal(value: str | Path) -> str:
    """Return a text or path as an SQL text literal."""
    return "'" + str(value).replace("'", "''") + "'"


# --- the work database ----------------------------------------------------------------


def wait_until_free(
    file: Path,
    config: dict[str, Any],
    announce: Callable[[str], Any],
    seconds: float = DATABASE_SECONDS,
) -> None:
    """Wait until no other process has the work database open.

    Args:
        file: the database file, which need not exist.
        config: the options that dbt is about to open it with.
        announce: is called with a line of text if there is something to wait for.
        seconds: how long to wait.

    Raises:
        PublishingError: it is still open after `seconds`.
    """
    import duckdb

    started: float | None = None
    while file.is_file():
        try:
            duckdb.connect(str(file), config=config).close()
            return
        except duckdb.IOException as error:
            if "lock" not in str(error) and "another process" not in str(error):
                return  # dbt's own attempt says what is wrong
            if started is None:
                started = time.monotonic()
                announce(f"The database {file} is in use; waiting up to {seconds:.0f} s.")
            if time.monotonic() - started >= seconds:
                raise PublishingError(
                    f"The database {file} has been in use for {seconds:.0f} s, by another build or"
                    " by a program that reads it. Wait until that build has ended, or close the"
                    " program and let it read the published file instead, which no build blocks."
                    " The environment variable OMNICHANNEL_RFM_DATABASE names another file to"
                    f" build in. DuckDB says: {error}"
                ) from error
            time.sleep(0.2)
        except duckdb.Error:
            return


if __name__ == "__main__":
    try:
        write_run(Path(sys.argv[1]), json.load(sys.stdin))
    except Exception as failure:
        sys.exit(f"{type(failure).__name__}: {failure}")
