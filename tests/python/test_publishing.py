"""Publishing: readers see a whole run, the old one or the new one, whatever happens meanwhile.

Most tests run the publishing function itself on a small database; the last ones are dbt builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import ROOT, SAMPLE, Build, copied_project, dbt, other_duckdb

from environments import pinned_version
from omnichannel_rfm import publishing
from omnichannel_rfm.publishing import (
    CURRENT,
    DATABASE,
    LISTS,
    LOCK,
    MANIFEST,
    RUNS,
    PublishingError,
)

PUBLISH = """
import json, sys
from pathlib import Path
from omnichannel_rfm import publishing

folder, run, request = sys.argv[1:]
print("ready", flush=True)
publishing.publish(Path(folder), run, json.loads(request))
"""


def run_name(number: int) -> str:
    return f"20260101T000000Z_00000000-0000-0000-0000-{number:012}"


def request_of(work_file: Path, /, **changes: Any) -> dict[str, Any]:
    """Return the request to publish the small database: two marts and two lists."""
    query = "select number as customer_id from work.marts.one order by number"
    request = {
        "work_file": str(work_file),
        "database": "work",
        "marts": [["marts", "one"], ["marts", "two"]],
        "lists": [("a.csv", query, {}), ("b.csv", query, {})],
        "parquet": False,
    }
    return request | changes


def write_work_file(path: Path, number: int) -> Path:
    """Write a small work database whose rows all hold `number`."""
    path.unlink(missing_ok=True)
    options = {"storage_compatibility_version": "v1.0.0"}
    with duckdb.connect(str(path), config=options) as connection:
        connection.execute("create schema marts")
        connection.execute("create schema intermediate")
        for relation in ("marts.one", "marts.two", "intermediate.private"):
            connection.execute(
                f"create table {relation} as select {number} as number from range(5000)"
            )
    return path


def command_to_publish(folder: Path, number: int, request: dict[str, Any]) -> list[str]:
    return [sys.executable, "-c", PUBLISH, str(folder), run_name(number), json.dumps(request)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "python"), **more}


def publish_number(folder: Path, number: int) -> None:
    """Publish a run whose rows all hold `number`."""
    work_file = write_work_file(folder.parent / f"work_{number}.duckdb", number)
    publishing.publish(folder, run_name(number), request_of(work_file))
    work_file.unlink()


def number_in(run_folder: Path) -> int:
    """Return the number that all rows and lists of a published run hold, if it is whole."""
    with duckdb.connect(str(run_folder / DATABASE), read_only=True) as connection:
        found = connection.execute(
            "select number, count(*) from (from marts.one union all from marts.two) group by number"
        ).fetchall()
    ((number, rows),) = found
    assert rows == 10000
    for name in ("a.csv", "b.csv"):
        lines = (run_folder / LISTS / name).read_text(encoding="utf-8").splitlines()
        assert lines == ["customer_id", *[str(number)] * 5000]
    assert sorted(path.name for path in run_folder.iterdir()) == [LISTS, MANIFEST, DATABASE]
    return number


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a published folder in which run 0 is the current one."""
    folder = tmp_path / "published"
    publishing.check_place(folder)
    publish_number(folder, 0)
    return folder


# --- readers ----------------------------------------------------------------------------


def test_reads_during_twenty_publishes_are_never_disturbed(folder: Path) -> None:
    """Each read follows the link anew; one reader keeps the first run's file open throughout."""
    holder = duckdb.connect(str((folder / CURRENT).resolve() / DATABASE), read_only=True)
    reads, seen = 0, {0}
    with ThreadPoolExecutor(1) as pool:
        for number in range(1, 21):
            publishing_it = pool.submit(publish_number, folder, number)
            during = 0
            while during < 5 or not publishing_it.done():
                found = number_in((folder / CURRENT).resolve())
                assert found in (number - 1, number)
                assert found >= max(seen)
                seen.add(found)
                during += 1
            publishing_it.result()
            assert number_in(folder / CURRENT) == number
            assert holder.execute("select max(number) from marts.one").fetchall() == [(0,)]
            reads += during
    holder.close()
    assert reads >= 97


# --- accidents --------------------------------------------------------------------------


@pytest.mark.slow
def test_fifty_kills_leave_the_old_run_or_the_new_one(folder: Path, tmp_path: Path) -> None:
    """At moments spread over a whole publish; every other time the writing process lives on."""
    requests = [
        request_of(write_work_file(tmp_path / f"work_{number}.duckdb", number)) for number in (0, 1)
    ]
    moments = random.Random(20261122)
    duration, current = 0.0, 0
    for attempt in range(51):
        new = 1 - current
        with subprocess.Popen(
            command_to_publish(folder, 1 + attempt, requests[new]),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            process.stdout.readline()
            started = time.monotonic()
            if attempt == 0:  # undisturbed, to know how long it takes
                assert process.wait() == 0
                duration = time.monotonic() - started
            else:
                time.sleep(moments.uniform(0, 1.1 * duration))
                if attempt % 2:
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
        found = number_in((folder / CURRENT).resolve())
        assert found in (current, new)
        current = found
        with publishing.locked(folder):  # a writing process that lived on has ended
            assert number_in((folder / CURRENT).resolve()) == current

    before = (folder / CURRENT).resolve().name
    publish_number(folder, 60)
    assert {path.name for path in folder.iterdir()} == {CURRENT, RUNS, LOCK}
    assert {path.name for path in (folder / RUNS).iterdir()} == {before, run_name(60)}


def test_an_error_at_the_last_moment_leaves_the_old_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, target: Path) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patches:
        patches.setattr(publishing.os, "replace", fail)
        with pytest.raises(OSError, match="power cut"):
            publish_number(folder, 1)
    assert number_in(folder / CURRENT) == 0
    assert [path.name for path in (folder / RUNS).iterdir()] == [run_name(0)]
    publish_number(folder, 2)
    assert number_in(folder / CURRENT) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"marts": [["marts", "three"]]}, '"marts"."three" is missing'),
        ({"lists": [("a.csv", "select nothing", {})]}, "nothing"),
        ({"work_file": "absent.duckdb"}, "absent.duckdb"),
    ],
)
def test_a_run_that_cannot_be_written_leaves_the_old_one(
    changes: dict[str, Any], message: str, folder: Path, tmp_path: Path
) -> None:
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    with pytest.raises(PublishingError, match=message):
        publishing.publish(folder, run_name(1), request_of(work_file, **changes))
    assert number_in(folder / CURRENT) == 0
    assert [path.name for path in (folder / RUNS).iterdir()] == [run_name(0)]


def test_changes_that_are_not_in_the_file_yet_are_noticed(folder: Path, tmp_path: Path) -> None:
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    with duckdb.connect(str(work_file)) as connection:
        connection.execute("insert into marts.one values (2)")
        with pytest.raises(PublishingError, match=r"work\.duckdb\.wal"):
            publishing.publish(folder, run_name(1), request_of(work_file))
        connection.execute("checkpoint")
        publishing.publish(folder, run_name(2), request_of(work_file))


# --- what is kept, and what is removed --------------------------------------------------


def test_the_run_before_is_kept_and_nothing_of_others_is_removed(folder: Path) -> None:
    others = [folder / "notes.txt", folder / RUNS / "notes.txt", folder / RUNS / "2025" / "a.csv"]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_text("not ours", encoding="utf-8")
    (folder / RUNS / run_name(99)).mkdir()  # a run that was killed
    (folder / RUNS / run_name(99) / DATABASE).write_bytes(b"half")
    for number in (1, 2, 3):
        publish_number(folder, number)
    runs = {path.name for path in (folder / RUNS).iterdir()} - {"notes.txt", "2025"}
    assert runs == {run_name(2), run_name(3)}
    assert all(path.read_text(encoding="utf-8") == "not ours" for path in others)


def test_the_folder_can_be_moved(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "moved")
    assert number_in(tmp_path / "moved" / CURRENT) == 0


@pytest.mark.parametrize("name", ["../x.csv", "a/b.csv", "a\\b.csv", ".hidden.csv", "", "x\0.csv"])
def test_a_list_never_leaves_its_folder(name: str) -> None:
    with pytest.raises(PublishingError, match="plain file name"):
        publishing.check_names([name])


def test_two_campaigns_never_share_a_file() -> None:
    with pytest.raises(PublishingError, match="two campaigns"):
        publishing.check_names(["a.csv", "A.csv"])


# --- two at once, and places where nothing can be published ------------------------------


def test_a_second_publish_waits_for_the_first(folder: Path, tmp_path: Path) -> None:
    with (
        publishing.locked(folder),
        pytest.raises(PublishingError, match="Another run"),
        publishing.locked(folder, seconds=0),
    ):
        pass
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: publish_number(folder, number), (1, 2)))
    assert number_in(folder / CURRENT) in (1, 2)
    assert {path.name for path in (folder / RUNS).iterdir()} == {run_name(1), run_name(2)}


def test_the_lock_is_held_until_the_writing_process_has_ended_too(
    folder: Path, tmp_path: Path
) -> None:
    """The publishing process is killed while the other one waits for a list's rows."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    query = f"select * from read_csv('{pipe}', columns = {{'customer_id': 'varchar'}})"
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    request = request_of(work_file, lists=[("a.csv", query, {})])
    with subprocess.Popen(
        command_to_publish(folder, 1, request), env=environment(), stdout=subprocess.DEVNULL
    ) as process:
        writer = None
        while writer is None:
            try:
                writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                assert process.poll() is None
                time.sleep(0.01)
        process.kill()
    with pytest.raises(PublishingError, match="Another run"), publishing.locked(folder, seconds=0):
        pass
    os.close(writer)
    with publishing.locked(folder):
        assert number_in(folder / CURRENT) == 0


def test_a_work_database_in_use_is_waited_for(tmp_path: Path) -> None:
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1], read_only=True);"
        " print('held', flush=True); sys.stdin.read()"
    )
    announced: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(work_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        holder.stdout.readline()
        with pytest.raises(PublishingError, match="OMNICHANNEL_RFM_DATABASE"):
            publishing.wait_until_free(work_file, {}, announced.append, seconds=0)
        assert len(announced) == 1
        holder.stdin.close()
        publishing.wait_until_free(work_file, {}, announced.append)
    publishing.wait_until_free(tmp_path / "absent.duckdb", {}, announced.append)
    assert not (tmp_path / "absent.duckdb").exists()


def test_a_folder_in_the_place_of_the_link_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / CURRENT).mkdir()
    with pytest.raises(PublishingError, match="move it away"):
        publishing.check_place(tmp_path)


def test_a_place_without_links_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(PublishingError, match="no links here.*publish_path"):
        publishing.check_place(tmp_path)
    monkeypatch.setattr(publishing, "fcntl", None)
    with pytest.raises(PublishingError, match="Windows.*publish_path"):
        publishing.check_place(tmp_path)


# --- mart views -------------------------------------------------------------------------

# Written as dbt writes them, with the database in front, and read by each other.
VIEWS = {
    "intermediate.first": """
        with rows as (select * from "work"."intermediate"."rows")
        select id, label from rows
        where label <> '"work"."x"'
            and not exists (select 1 from "work"."intermediate"."others" as o where o.id = rows.id)
        union all
        select id, (select max(label) from work.intermediate.rows) as label
        from "work"."intermediate"."others"
    """,
    "intermediate.second": """
        select work.intermediate.rows.id, counted.amount
        from work.intermediate.rows
        left join work.intermediate.others on rows.id = others.id,
        lateral (select count(*) as amount from work.intermediate.others as o where o.id > rows.id)
            as counted
        qualify row_number() over (order by rows.id) <= 5
    """,
    "marts.one": """
        select first.id, first.label, second.amount, cast(3.10 as decimal(18, 2)) as price
        from "work"."intermediate"."first"
        left join "work"."intermediate"."second" using (id)
    """,
}
WRITE_VIEWS = """
import json, sys
import duckdb

path, views = sys.argv[1:]
options = {"storage_compatibility_version": "v1.0.0"}
with duckdb.connect(path, config=options) as connection:
    for statement in (
        "create schema marts",
        "create schema intermediate",
        "create schema staging",
        "create table intermediate.rows (id integer not null primary key, label varchar)",
        "create table intermediate.others (id integer)",
        "create table intermediate.private (id integer)",
        "create table staging.private (id integer)",
        "create table marts.two as select 1 as number",
        "insert into intermediate.rows values (1, 'a'), (2, 'b'), (3, 'c')",
        "insert into intermediate.others values (2)",
    ):
        connection.execute(statement)
    for name, query in json.loads(views).items():
        connection.execute(f"create view work.{name} as ({query})")
    connection.execute("create view staging.unused as select * from work.staging.private")
    connection.execute("comment on view marts.one is 'It''s a view.'")
    connection.execute("comment on column marts.one.price is 'In TL.'")
    print(duckdb.__version__)
"""


@pytest.fixture(params=["default", pytest.param("compat_duckdb", marks=pytest.mark.slow)])
def duckdb_release(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """Return a DuckDB release and the environment variables of a process that runs on it."""
    if request.param == "default":
        return pinned_version("default", "duckdb"), environment()
    version, folder = other_duckdb(request.param)
    paths = os.pathsep.join([str(folder), str(ROOT / "python")])
    return version, environment(PYTHONPATH=paths)


def test_mart_views_work_in_a_file_of_any_name(
    duckdb_release: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    version, variables = duckdb_release
    work_file, folder = tmp_path / "work.duckdb", tmp_path / "published"
    written = subprocess.run(
        [sys.executable, "-c", WRITE_VIEWS, str(work_file), json.dumps(VIEWS)],
        env=variables,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert written.stdout.strip() == version
    publishing.check_place(folder)
    query = "select id as customer_id from work.marts.one order by id"
    request = request_of(work_file, lists=[("a.csv", query, {})], parquet=True)
    subprocess.run(command_to_publish(folder, 1, request), env=variables, check=True)

    shutil.copy(folder / CURRENT / DATABASE, tmp_path / "x.duckdb")
    expected = [(1, "a", 1, 3.10), (2, "c", 0, 3.10), (3, "c", 0, 3.10)]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{tmp_path / 'x.duckdb'}' as anything (read_only)")
        rows = connection.execute("select * from anything.marts.one order by id").fetchall()
        assert [(*row[:3], float(row[3])) for row in rows] == expected
        parquet = folder / CURRENT / "parquet" / "one.parquet"
        assert connection.execute(f"from '{parquet}' order by id").fetchall() == rows
        for what, names in {
            "select schema_name || '.' || table_name from duckdb_tables()": [
                *("intermediate.others", "intermediate.rows", "marts.two")
            ],
            "select schema_name || '.' || view_name from duckdb_views()": list(VIEWS),
            "select schema_name from duckdb_schemas()": ["intermediate", "main", "marts"],
            "select column_name || ': ' || comment from duckdb_columns()": ["price: In TL."],
            "select view_name || ': ' || comment from duckdb_views()": ["one: It's a view."],
            "select table_name || ': ' || constraint_type from duckdb_constraints()": [
                *("rows: NOT NULL", "rows: PRIMARY KEY")
            ],
        }.items():
            condition = "" if "constraints" in what else " and not internal"
            if "comment" in what:
                condition += " and comment is not null"
            elif "schemas" in what:
                condition = ""
            found = connection.execute(f"{what} where database_name = 'anything'{condition}")
            assert sorted(name for (name,) in found.fetchall()) == sorted(names), what
    assert (folder / CURRENT / LISTS / "a.csv").read_bytes() == b"customer_id\n1\n2\n3\n"


def test_a_mart_view_on_another_database_is_not_published(folder: Path, tmp_path: Path) -> None:
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    write_work_file(tmp_path / "other.duckdb", 1)
    with duckdb.connect(str(work_file)) as connection:
        connection.execute(f"attach '{tmp_path / 'other.duckdb'}' as other")
        connection.execute("create view marts.three as select * from other.marts.one")
    request = request_of(work_file, marts=[["marts", "three"]], lists=[])
    with pytest.raises(PublishingError, match='"marts"."three" cannot be read'):
        publishing.publish(folder, run_name(1), request)
    assert number_in(folder / CURRENT) == 0


# --- dbt --------------------------------------------------------------------------------


@pytest.fixture
def published_sample(sample_build: Build, tmp_path: Path) -> Path:
    """Return a folder with a copy of the built and published sample."""
    folder = tmp_path / "build"
    folder.mkdir()
    shutil.copy(sample_build.database, folder)
    shutil.copytree(sample_build.published, folder / "published", symlinks=True)
    return folder


@pytest.fixture
def unchanged(published_sample: Path) -> Iterator[Callable[[], None]]:
    """Return a function that asserts that the published folder is as it was, every byte."""

    def state() -> dict[str, bytes | str]:
        published = published_sample / "published"
        files = {path: path.read_bytes() for path in published.rglob("*") if path.is_file()}
        return {**files, "current": os.readlink(published / CURRENT)}

    before = state()
    assert len(before) >= 4

    def check() -> None:
        assert state() == before

    yield check


@pytest.mark.slow
def test_a_failing_test_publishes_nothing(
    published_sample: Path, unchanged: Callable[[], None], tmp_path: Path
) -> None:
    project = copied_project(tmp_path / "project")
    (project / "tests" / "reconciliation" / "always_fails.sql").write_text(
        "select campaign_id from {{ ref('campaign_funnel') }}", encoding="utf-8"
    )
    build = dbt(
        published_sample,
        *("build", "--exclude-resource-type", "unit_test", "--exclude", "test_type:generic"),
        project=project,
    )
    assert build.exit_code != 0
    assert "Nothing was published: 1 step(s) did not succeed." in build.output
    unchanged()


def test_a_killed_build_publishes_nothing(
    published_sample: Path, unchanged: Callable[[], None]
) -> None:
    """Killed in the middle of the marts."""
    vars_text = json.dumps({"publish_path": str(published_sample / "published")})
    with subprocess.Popen(
        [
            *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors"),
            *("run", "--vars", vars_text, "--target-path", str(published_sample / "target")),
            *("--log-path", str(published_sample / "logs")),
        ],
        cwd=ROOT,
        env={**os.environ, "OMNICHANNEL_RFM_DATABASE": str(published_sample / "built.duckdb")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for line in process.stdout:
            if "START" in line and "marts.segment_profiles" in line:
                process.kill()
                break
    assert process.returncode == -signal.SIGKILL
    unchanged()


@pytest.mark.slow
def test_a_run_of_a_part_publishes_nothing(
    published_sample: Path, unchanged: Callable[[], None]
) -> None:
    for project_vars, reason in (
        ({}, "this run leaves out borderline_profiles, campaign_assignments, "),
        ({"publish_path": None}, "the var publish_path is null."),
    ):
        build = dbt(published_sample, "run", "--select", "segments", project_vars=project_vars)
        assert build.exit_code == 0, build.output
        assert f"Nothing was published: {reason}" in build.output
        unchanged()


# --- another input than the last one ------------------------------------------------------


def write_customers(path: Path, begin: int) -> Path:
    """Write 100 customers of the sample as a shop's extract."""
    header, *rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([header, *rows[begin : begin + 100]]) + "\n", encoding="utf-8")
    return path


class Shop:
    """A folder in which the sample is published, and builds of other inputs in it."""

    def __init__(self, folder: Path, files: Path) -> None:
        """Take the folder of a build; `files` is where an extract a month has its folder."""
        self.folder, self.current = folder, folder / "published" / CURRENT
        self.files = {
            month: str(write_customers(files / f"shop_{month}" / "customers.csv", 100 * month))
            for month in (10, 11)
        }

    def build(self, **keywords: Any) -> Build:
        """Build without tests."""
        excluded = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        return dbt(self.folder, "build", *excluded, **keywords)

    def publishes(self, month: int, **project_vars: Any) -> None:
        """Assert that the month's extract is built and published."""
        before = os.readlink(self.current)
        file = self.files[month]
        made = self.build(project_vars={"customers_file": file, **project_vars})
        assert made.exit_code == 0, made.output
        assert os.readlink(self.current) != before
        assert f"100 rows read from {file}" in made.output

    def refuses(self, *words: str, **keywords: Any) -> str:
        """Assert that nothing is built or published and that the message has the words."""
        before = os.readlink(self.current)
        made = self.build(**keywords)
        assert made.exit_code != 0
        assert os.readlink(self.current) == before
        assert " START " not in made.output.replace("START hook", "")
        for word in (*words, f"what is published in {self.current} is of", "Nothing was built"):
            assert word in made.output
        return made.output


@pytest.fixture
def shop(published_sample: Path, tmp_path: Path) -> Shop:
    return Shop(published_sample, tmp_path)


@pytest.mark.slow
def test_another_input_is_not_published_over_a_shop_s_own(shop: Shop, tmp_path: Path) -> None:
    """Over the sample, where nothing is lost, anything is; then the shop's input only."""
    october, november = shop.files.values()
    shop.publishes(10)
    again = f"Give the same input again (customers_file: {october})"
    bare = shop.refuses("reads the shipped synthetic sample", october, again, "publish_path")
    assert "input_name" not in bare
    named = {"customers_file": november}
    shop.refuses(november, october, again, "by the var input_name", project_vars=named)

    project = copied_project(tmp_path / "project")
    write_customers(project / "seeds" / "flo_customers.csv", 0)
    own = shop.refuses("reads the seed flo_customers", october, project=project)
    assert "by the var input_name" in own, "customers in the sample's place are no sample"


def test_the_manifest_says_who_entered_a_list_and_who_left(folder: Path, tmp_path: Path) -> None:
    """The second list is what the first was and is not; an id with a quote is one id."""
    work_file = write_work_file(tmp_path / "work.duckdb", 1)
    said = []
    for number, ids in enumerate((["1", "2", 'a"b'], ["2", "3", "4", 'a"b'], [])):
        values = ", ".join(f"('{one}')" for one in ids) or "(null)"
        query = f"select id as customer_id from (values {values}) as ids(id) where id is not null"
        lists = [("c.csv", query, {"campaign_id": "a"})]
        publishing.publish(folder, run_name(10 + number), request_of(work_file, lists=lists))
        manifest = json.loads((folder / CURRENT / "manifest.json").read_text(encoding="utf-8"))
        said.append(manifest["lists"][0])
    counts = ("campaign_id", "customers", "previous_customers", "entered", "left")
    assert [tuple(one[count] for count in counts) for one in said] == [
        ("a", 3, None, None, None),
        ("a", 4, 3, 2, 1),
        ("a", 0, 4, 0, 4),
    ]


@pytest.mark.slow
def test_a_second_build_changes_nothing_of_the_manifest_but_its_run(shop: Shop) -> None:
    said = []
    for _ in range(3):
        shop.publishes(10)
        said.append(json.loads((shop.current / "manifest.json").read_text(encoding="utf-8")))
    # The first has nothing before it.
    first, second, third = ({**one, "run": None} for one in said)
    assert second == third != first
    assert said[1]["run"] != said[2]["run"]
    listed = second["lists"][0]
    assert listed["rule_en"].startswith("segment is ")
    assert listed["previous_customers"] == listed["customers"]
    assert (listed["entered"], listed["left"]) == (0, 0)


@pytest.mark.slow
def test_one_name_makes_inputs_the_same(shop: Shop) -> None:
    october, november = shop.files.values()
    shop.publishes(10)
    shop.publishes(11, input_name="shop")
    manifest = json.loads((shop.current / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["input"] == {
        "name": "shop",
        "form": "customers_file",
        "source": november,
        "is_sample": False,
    }
    assert manifest["read"]["input_files"] == november
    for listed in manifest["lists"]:
        content = (shop.current / "campaign_lists" / listed["file"]).read_bytes()
        assert listed["sha256"] == hashlib.sha256(content).hexdigest()
        assert listed["customers"] == content.count(b"\n") - 1
    shop.publishes(10, input_name="shop")
    shop.publishes(10)
    shop.publishes(10, input_name="shop")
    sample = {"input_name": "shop"}  # which is nobody's shop
    shop.refuses("reads the shipped synthetic sample", f"{october} as shop", project_vars=sample)
    lines = {"order_sample": True}
    shop.refuses("reads the shipped synthetic sample", f"{october} as shop", project_vars=lines)
    unnamed = {"customers_file": november}
    shop.refuses("by the var input_name: shop", project_vars=unnamed)
    other = {"customers_file": october, "input_name": "other"}
    shop.refuses(f"{october} as other", f"{october} as shop", project_vars=other)


def test_the_samples_are_known_by_their_checksums() -> None:
    seeds = yaml.safe_load((ROOT / "seeds" / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]
    shipped = {
        seed["name"]: seed["config"]["meta"]["shipped_sha256"]
        for seed in seeds
        if "meta" in seed["config"]
    }
    assert shipped == {
        name: hashlib.sha256((ROOT / "seeds" / f"{name}.csv").read_bytes()).hexdigest()
        for name in ("flo_customers", "order_lines")
    }
