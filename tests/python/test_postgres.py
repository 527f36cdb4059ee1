"""PostgreSQL: a real server builds the same marts and lists, and serves those of DuckDB."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import postgres_server
import pytest
from conftest import MARTS, OF_THE_RUN, ORDER_MARTS, ROOT, Build, dbt, real_file
from postgres_server import Server
from test_campaign_lift import GIVEN, corners  # noqa: F401
from test_history import EXTRACT_DAYS, FIRST_RUN_ENDS, write_extracts, write_lines
from test_input import BAD_ROWS, GOOD_ROW
from test_names import (
    CUSTOMER,
    CUSTOMER_NAMES,
    EXPECTED_CUSTOMER,
    ODD,
    customer_columns,
    write_row,
)
from test_numbers import extreme_lines
from test_orders import SAMPLE_LINES

psycopg2 = pytest.importorskip(
    "psycopg2", reason="the driver is not installed: python3 run.py install postgres"
)
from omnichannel_rfm import campaign_lists, postgresql  # noqa: E402
from omnichannel_rfm.postgresql import PostgresError  # noqa: E402

pytestmark = pytest.mark.slow

READER = "bi_readers"
SERVED = "omnichannel_rfm"
DISCOUNT = "discount_target_customer_ids.csv"


# --- a server, and what DuckDB and PostgreSQL say ----------------------------------------


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start a server for all tests of this process, or skip them where there is none."""
    with postgres_server.running_server() as server:
        execute(server, "postgres", f"create role {READER} login", "create role outsiders login")
        yield server


def connected(server: Server, database: str, user: str = postgres_server.SUPERUSER) -> Any:
    return psycopg2.connect(
        host="127.0.0.1", port=server.port, user=user, dbname=database, connect_timeout=120
    )


def execute(server: Server, database: str, *statements: str) -> None:
    with closing(connected(server, database)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def ask(server: Server, database: str, query: str, **keywords: str) -> list[tuple[Any, ...]]:
    with (
        closing(connected(server, database, **keywords)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(query)
        return cursor.fetchall()


@pytest.fixture
def database(
    server: Server, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Return an empty database to which this process's own commands connect too."""
    name = request.node.name.split("[")[0][:60]
    execute(server, "postgres", f"drop database if exists {name}", f"create database {name}")
    for variable, value in server.variables(name).items():
        monkeypatch.setenv(variable, value)
    return name


def content(cursor: Any, schema: str, mart: str) -> tuple[list[str], Counter]:
    """Return a mart's columns and its rows as text, however often each occurs.

    As text, 1.50 is not 1.5. What two runs on the same rows may differ in is left out.
    """
    cursor.execute(f"select * from {schema}.{mart}")
    names = [column[0] for column in cursor.description]
    kept = [place for place, name in enumerate(names) if name not in OF_THE_RUN]
    rows = [
        tuple(None if row[place] is None else str(row[place]) for place in kept)
        for row in cursor.fetchall()
    ]
    return names, Counter(rows)


def assert_same_marts(
    server: Server,
    database: str,
    build: Build,
    schema: str = "marts",
    marts: tuple[str, ...] = MARTS,
) -> None:
    with (
        duckdb.connect(str(build.database), read_only=True) as ours,
        closing(connected(server, database)) as connection,
        connection.cursor() as cursor,
    ):
        for mart in marts:
            columns, rows = content(ours.cursor(), "marts", mart)
            found_columns, found = content(cursor, schema, mart)
            assert found_columns == columns, mart
            # The few that differ, not twenty thousand that do not.
            assert (found - rows, rows - found) == (Counter(), Counter()), mart


def on_postgres(
    server: Server,
    database: str,
    folder: Path,
    *arguments: str,
    variables: dict[str, str] | None = None,
    **project_vars: Any,
) -> Build:
    """Run a dbt command with the target postgres and expect success."""
    build = dbt(
        folder,
        *arguments,
        *("--target", "postgres"),
        project_vars=project_vars,
        variables={**server.variables(database), **(variables or {})},
    )
    assert build.exit_code == 0, build.output
    return build


def lists_of(server: Server, database: str, folder: Path, **project_vars: Any) -> dict[str, bytes]:
    """Write the campaign lists of the marts in a database, as run.py does; return their bytes."""
    given = {"publish_path": str(folder / "published"), **project_vars}
    subprocess.run(
        [
            *(sys.executable, campaign_lists.__file__, "--target", "postgres"),
            *("--vars", json.dumps(given), "--target-path", str(folder / "target")),
            *("--log-path", str(folder / "logs")),
        ],
        cwd=ROOT,
        env={**os.environ, **server.variables(database)},
        check=True,
    )
    lists = folder / "published" / "postgres" / "current" / "campaign_lists"
    return {path.name: path.read_bytes() for path in lists.iterdir()}


def whole_sample(
    server: Server, database: str, folder: Path, **project_vars: Any
) -> tuple[Build, dict[str, bytes]]:
    """Run a whole `dbt build` of a sample in a new database; return it and its lists."""
    execute(server, "postgres", f"create database {database}")
    build = on_postgres(server, database, folder, "build", "--select", "fqn:*", **project_vars)
    assert re.search(r"\d+ unit tests", build.output)
    return build, lists_of(server, database, folder, **project_vars)


def lists_by_duckdb(build: Build) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in build.lists.iterdir()}


# --- the sample: seeds, unit tests and all -----------------------------------------------


@pytest.fixture(scope="session")
def sample(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Build, dict[str, bytes]]:
    """Return a whole `dbt build` of the sample in the database `sample`, and its lists."""
    return whole_sample(server, "sample", tmp_path_factory.mktemp("sample"), reader_roles=[READER])


def test_marts_of_the_sample_are_those_of_duckdb(
    server: Server, sample: tuple[Build, dict[str, bytes]], sample_build: Build
) -> None:
    assert_same_marts(server, "sample", sample_build)


def test_lists_of_the_sample_are_those_of_duckdb(
    sample: tuple[Build, dict[str, bytes]], sample_build: Build
) -> None:
    _, lists = sample
    assert lists
    assert lists == lists_by_duckdb(sample_build)


def test_the_build_says_where_marts_and_lists_are(sample: tuple[Build, dict[str, bytes]]) -> None:
    build, _ = sample
    assert f"database sample: {len(MARTS)} marts" in build.output
    assert "campaign lists: python3 run.py lists --target postgres" in build.output


def test_a_reader_role_sees_the_marts_only(
    server: Server, sample: tuple[Build, dict[str, bytes]]
) -> None:
    relations = ask(
        server,
        "sample",
        "select nspname, relname, has_schema_privilege(rolname, pg_namespace.oid, 'usage')"
        " and has_table_privilege(rolname, pg_class.oid, 'select'), rolname"
        " from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid cross join"
        f" pg_roles where relkind in ('r', 'v', 'm') and rolname in ('{READER}', 'outsiders')"
        " and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')",
    )
    readable = {(schema, name, role) for schema, name, allowed, role in relations if allowed}
    assert readable == {("marts", mart, READER) for mart in MARTS}
    assert ask(server, "sample", "select count(*) from marts.segments", user=READER) == [(10,)]
    for forbidden in ("select * from seeds.campaigns", "delete from marts.segments"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(server, "sample", forbidden, user=READER)


# --- the real file, with every kind of bad row -------------------------------------------


# What a campaign list has to quote, or what most collations sort otherwise.
ODD_IDS = ["a,b", 'a"b', "#1", "a#", "it's", "Ä", "ä", "a b", "B", "b", "İ"]
# A customer of old who buys for men: on the list `discount`.
TARGETED = {
    "last_order_date": "2020-03-05",
    "last_order_date_offline": "2020-03-05",
    "order_num_total_ever_offline": "1",
    "interested_in_categories_12": "[ERKEK]",
}


@pytest.fixture(scope="session")
def real_file_with_bad_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a CSV file of the real rows, all the bad ones, and rows at the edge of good."""
    real = real_file("flo/flo_data_20k_store_type.csv")
    file = tmp_path_factory.mktemp("real") / "customers.csv"
    rows = [{**GOOD_ROW, "master_id": f"bad_{i}"} | bad for i, (bad, _) in enumerate(BAD_ROWS)]
    rows += [GOOD_ROW | {"master_id": "copied"}] * 3
    rows += [GOOD_ROW | {"master_id": "disputed", "store_type": kind} for kind in "AB"]
    rows += [
        GOOD_ROW | {"master_id": "year_0", "first_order_date": "0000-01-01"},
        GOOD_ROW | {"master_id": "c1_control\x85"},
        *(GOOD_ROW | TARGETED | {"master_id": text} for text in ODD_IDS),
    ]
    with file.open("w", encoding="utf-8", newline="") as target:
        target.write(real.read_text(encoding="utf-8"))
        csv.DictWriter(target, list(GOOD_ROW), lineterminator="\n").writerows(rows)
    return file


@pytest.fixture(scope="session")
def loaded(server: Server, real_file_with_bad_rows: Path) -> str:
    """Return the name of a database into which `run.py load-postgres` has loaded that file."""
    execute(server, "postgres", "create database loaded")
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in server.variables("loaded").items():
            patch.setenv(variable, value)
        postgresql.main(["load", str(real_file_with_bad_rows), "--table", "raw.customers"])
    return "loaded"


def test_marts_and_lists_of_the_real_file_are_those_of_duckdb(
    server: Server,
    loaded: str,
    real_file_with_bad_rows: Path,
    builds: Callable[..., Build],
    tmp_path: Path,
) -> None:
    project_vars = {"max_rejected_share": 1}
    on_postgres(
        *(server, loaded, tmp_path, "build", "--exclude-resource-type", "unit_test"),
        customers_table="raw.customers",
        **project_vars,
    )
    by_duckdb = builds(customers_file=str(real_file_with_bad_rows), **project_vars)
    (rejected,) = by_duckdb.query("select count(*) from marts.rejected_customers")[0]
    assert rejected > len(BAD_ROWS)
    assert_same_marts(server, loaded, by_duckdb)
    lists = lists_of(server, loaded, tmp_path, customers_table="raw.customers")
    assert lists == lists_by_duckdb(by_duckdb)
    ids = {row[0] for row in csv.reader(lists[DISCOUNT].decode().splitlines())}
    assert set(ODD_IDS) <= ids


@pytest.mark.parametrize(
    ("method", "model"),
    {
        "quantile": "int_boundaries_by_quantile",
        "thresholds": "int_boundaries_by_thresholds",
    }.items(),
)
def test_the_other_scoring_methods_score_as_on_duckdb(
    method: str,
    model: str,
    server: Server,
    loaded: str,
    real_file_with_bad_rows: Path,
    builds: Callable[..., Build],
    tmp_path: Path,
) -> None:
    project_vars = {"scoring_method": method, "max_rejected_share": 1}
    build = on_postgres(
        *(server, loaded, tmp_path, "build", "--exclude-resource-type", "test"),
        *("--select", model, "+score_thresholds", "+customer_segments"),
        customers_table="raw.customers",
        **project_vars,
    )
    assert re.search(r"\d unit test", build.output)
    by_duckdb = builds(customers_file=str(real_file_with_bad_rows), **project_vars)
    with (
        duckdb.connect(str(by_duckdb.database), read_only=True) as ours,
        closing(connected(server, loaded)) as connection,
        connection.cursor() as cursor,
    ):
        for mart in ("score_thresholds", "customer_segments"):
            assert content(cursor, "marts", mart) == content(ours.cursor(), "marts", mart)


# --- experiments -------------------------------------------------------------------------


def test_experiments_are_judged_as_by_duckdb(
    server: Server,
    database: str,
    corners: Build,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Every corner, and the published experiment where it is at hand, out of tables."""
    given = corners.folder.parent
    renamed = {"campaign": "campaign_id", "Customer ID": "customer_id"}
    for form in ("members", "outcomes"):
        rows = []
        for file in sorted((given / form).glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as lines:
                mark = next(mark for mark in ";\t," if mark in lines.readline())
                lines.seek(0)
                for row in csv.DictReader(lines, delimiter=mark):
                    rows.append({renamed.get(name, name): text for name, text in row.items()})
        with (tmp_path / f"{form}.csv").open("w", encoding="utf-8", newline="") as copy:
            writer = csv.DictWriter(copy, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        columns = ", ".join(f"{name} text" for name in rows[0])
        execute(server, database, f"create table {form} ({columns})")
        with (
            closing(connected(server, database)) as connection,
            connection.cursor() as cursor,
            (tmp_path / f"{form}.csv").open(encoding="utf-8") as copy,
        ):
            cursor.copy_expert(f"copy {form} from stdin (format csv, header)", copy)
            connection.commit()
    marts = ("campaign_lift", "rejected_records")
    on_postgres(
        server,
        database,
        tmp_path,
        *("build", "--exclude-resource-type", "unit_test", "test"),
        *("--select", *(f"+{mart}" for mart in marts)),
        **GIVEN,
        campaign_members_table="public.members",
        campaign_outcomes_table="public.outcomes",
    )
    assert_same_marts(server, database, corners, marts=marts)


# --- order lines -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def order_sample(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Build, dict[str, bytes]]:
    """Return a whole `dbt build` of the sample of order lines, and its lists."""
    return whole_sample(
        server, "order_sample", tmp_path_factory.mktemp("order_sample"), order_sample=True
    )


def test_order_lines_give_the_marts_and_lists_of_duckdb(
    server: Server, order_sample: tuple[Build, dict[str, bytes]], order_build: Build
) -> None:
    assert_same_marts(server, "order_sample", order_build, marts=MARTS + ORDER_MARTS)
    _, lists = order_sample
    assert lists == lists_by_duckdb(order_build)


GOOD_LINE = {
    "order_id": "good",
    "order_date": "2021-05-30",
    "customer_id": "good",
    "item_id": "I1",
    "category": "ERKEK",
    "quantity": "2",
    "amount": "10.50",
    "discount": "0",
    "status": "complete",
    "channel": "Mobile",
    "store": "A",
    "payment_method": "cash",
    "customer_since": "2020-01-01",
}
# What breaks a rule, and why.
BAD_LINES = [
    ({"customer_id": " "}, "missing_customer_id"),
    ({"customer_id": "=1+1"}, "formula_like_customer_id"),
    ({"customer_id": "a\x07"}, "unprintable_customer_id"),
    ({"order_id": ""}, "missing_order_id"),
    ({"order_id": "good", "customer_id": "another"}, "order_of_several_customers"),
    ({"order_date": ""}, "missing_order_date"),
    ({"order_date": "30.05.2021"}, "unparsable_order_date"),
    ({"order_date": "2021-02-29T10:00Z"}, "unparsable_order_date"),
    ({"order_date": "2021-02-28T25:00Z"}, "unparsable_order_date"),
    ({"order_date": "0000-01-01"}, "unparsable_order_date"),
    ({"order_date": "0001-01-01"}, "implausible_order_date"),
    ({"order_date": "2021-06-01"}, "order_date_after_analysis_date"),
    ({"order_date": "2021-05-31 23:30:00Z"}, "order_date_after_analysis_date"),
    ({"amount": ""}, "missing_amount"),
    ({"amount": "1e2"}, "unparsable_amount"),
    ({"amount": "99999999999999999"}, "too_large_amount"),
    ({"amount": "-99999999999999999999.995"}, "too_large_amount"),
    ({"amount": "0.005"}, "fractional_cents_in_amount"),
    ({"status": "lost"}, "unmapped_status"),
    ({"channel": "fax"}, "unmapped_channel"),
    ({"customer_id": "", "amount": "x", "status": "?\x1f"}, "missing_customer_id"),
]
# What is odd and accepted: days moved by the clock, returns, ignored lines, two channels, names.
ODD_LINES = [
    {"order_date": "2021-04-30T22:30:00.5+00"},
    {"order_date": "2021-05-01 00:30:00+05:30"},
    {"order_date": "2021-04-30 24:00Z"},
    {"order_date": "2020-02-29"},
    {"order_date": "2021-05-31T20:59Z"},
    {"amount": "-500"},
    {"status": "RETURNED", "amount": "99.99"},
    {"status": "canceled", "customer_id": "ignored"},
    {"quantity": "", "discount": ""},
    # values that are not needed, left out and noted
    *({"quantity": text} for text in ("two", "0.00001")),
    {"discount": "0.001", "customer_since": "long ago"},
    {"channel": ""},
    {"category": "a, [b]", "store": "C, D"},
    {"category": "Ä", "payment_method": "it's", "store": "ß"},
]


@pytest.fixture(scope="session")
def odd_lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a CSV file of the sample's lines, all the bad ones, and lines at the edge of good."""
    with SAMPLE_LINES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    odd = [{"order_id": f"bad_{i}", "customer_id": f"bad_{i}"} for i in range(len(BAD_LINES))]
    odd = [line | bad for line, (bad, _) in zip(odd, BAD_LINES, strict=True)]
    odd += [{}]
    odd += [
        {"order_id": f"odd_{i}", "customer_id": f"odd_{i % 5}"} | line
        for i, line in enumerate(ODD_LINES)
    ]
    odd += [
        {"order_id": f"two_{i % 2}", "customer_id": "two", "channel": channel, "amount": "7.25"}
        for i, channel in enumerate(["Mobile", "Offline", "Desktop", "Offline"])
    ]
    odd += [
        {"order_id": text, "customer_id": text, "order_date": "2019-05-30", "email": f"{text}@a.tr"}
        for text in ODD_IDS
    ]
    file = tmp_path_factory.mktemp("lines") / "lines.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(lines[0]), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*lines, *(GOOD_LINE | line for line in odd)])
    return file


def test_every_kind_of_line_is_judged_dated_and_hashed_as_on_duckdb(
    database: str,
    server: Server,
    odd_lines: Path,
    builds: Callable[..., Build],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    salt = "a long secret of this test"
    monkeypatch.setenv("OMNICHANNEL_RFM_SALT", salt)
    project_vars = {
        "analysis_date": "2021-05-31",
        "order_utc_offset": "+03:00",
        "history_grain": "quarter",
        "one_time_buyers": "segment",
        "hashed_personal_columns": ["email"],
        "max_rejected_share": 1,
    }
    by_duckdb = builds(orders_file=str(odd_lines), **project_vars)
    reasons = by_duckdb.query("select rejection_reasons from marts.rejected_order_lines")
    found = {reason for (text,) in reasons for reason in text.split(", ")}
    assert found == {reason for _, reason in BAD_LINES} | {"unparsable_amount"}
    rejected = by_duckdb.query(
        "select customer_id, rejection_reasons from marts.rejected_customers"
    )
    assert rejected == [("ignored", "no_counted_orders")]
    spend = "select min(total_spend) < 0 from marts.customer_segments where frequency > 0"
    assert by_duckdb.query(spend) == [(True,)]

    postgresql.main(["load", str(odd_lines), "--table", "raw.order_lines"])
    given = {"orders_table": "raw.order_lines", **project_vars}
    build = dbt(tmp_path, "run", "--target", "postgres", project_vars=given)
    assert build.exit_code != 0
    assert 'export PGOPTIONS="-c omnichannel_rfm.salt=SECRET"' in build.output
    options = "-c omnichannel_rfm.salt=" + salt.replace(" ", "\\ ")
    on_postgres(
        *(server, database, tmp_path, "build", "--exclude-resource-type", "unit_test"),
        variables={"PGOPTIONS": options, "OMNICHANNEL_RFM_SALT": ""},
        **given,
    )
    assert_same_marts(server, database, by_duckdb, marts=MARTS + ORDER_MARTS)
    lists = lists_of(server, database, tmp_path, **given)
    assert lists == lists_by_duckdb(by_duckdb)
    assert lists
    hashes = "select customer_id, email_hash from intermediate.int_order_lines_checked"
    assert Counter(ask(server, database, hashes)) == Counter(by_duckdb.query(hashes))
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or salt.encode() not in path.read_bytes(), path


def test_lines_at_the_limits_give_the_marts_of_duckdb(
    database: str, server: Server, builds: Callable[..., Build], tmp_path: Path
) -> None:
    given = extreme_lines(tmp_path)
    by_duckdb = builds(**given)
    postgresql.main(["load", str(given.pop("orders_file")), "--table", "raw.order_lines"])
    on_postgres(
        *(server, database, tmp_path, "build", "--exclude-resource-type", "unit_test"),
        orders_table="raw.order_lines",
        **given,
    )
    assert_same_marts(server, database, by_duckdb, marts=MARTS + ORDER_MARTS)


UCI = """\
InvoiceNo;StockCode;Quantity;InvoiceDate;UnitPrice;CustomerID;Country
536365;85123A;6;12/1/2010 8:26;2.55;17850;United Kingdom
536365;71053;3;12/1/2010 8:26;0.335;17850;United Kingdom
C536379;71053;-1;12/2/2010 9:41;0.335;17850;United Kingdom
536370;22728;24;12/1/2010 8:45;3.75;12583;France
536371;22728;24;13/1/2010 8:45;3.75;12583;France
536372;22728;2;2/29/2011 8:45;3.75;12583;France
536373;22728;2;1/31/2011 18:45;3.75;12584;France
536373;22728;-1;2/20/2011 9:00;3.75;12584;Spain
536374;22728;1;3/25/2011 9:00;3.75;12584;
"""


def test_a_public_layout_with_dates_of_its_own_is_read_as_on_duckdb(
    database: str, server: Server, builds: Callable[..., Build], tmp_path: Path
) -> None:
    file = tmp_path / "uci.csv"
    file.write_text(UCI, encoding="utf-8")
    project_vars = {
        "order_layout": "uci_online_retail",
        "scoring_method": "quantile",
        "score_partition_by": "region",
        "return_date": "order",
        "look_back_months": 2,
        "max_rejected_share": 1,
    }
    by_duckdb = builds(orders_file=str(file), csv_delimiter=";", **project_vars)
    reasons = "select order_id, rejection_reasons from marts.rejected_order_lines order by order_id"
    bad = [("536371", "unparsable_order_date"), ("536372", "unparsable_order_date")]
    assert by_duckdb.query(reasons) == bad
    # The second order names no country; the return is booked with the first one.
    assert by_duckdb.query(
        "select analysis_date, frequency, monetary, score_partition from marts.customer_segments"
    ) == [(date(2011, 3, 27), 2, Decimal("7.50"), "France")]
    postgresql.main(["load", str(file), "--table", "raw.uci", "--delimiter", ";"])
    on_postgres(
        *(server, database, tmp_path, "build", "--exclude-resource-type", "unit_test"),
        orders_table="raw.uci",
        **project_vars,
    )
    assert_same_marts(server, database, by_duckdb, marts=MARTS + ORDER_MARTS)


def test_values_apart_by_blanks_are_loaded_with_and_without_a_header(
    database: str, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "cdnow.txt"
    file.write_text(" customer_id  date\n 00001 19970101\n\n 00002\t 19970112 \n", "utf-8")
    rows = [("00001", "19970101"), ("00002", "19970112")]
    loading = ["load", str(file), "--table", "raw.lines", "--delimiter", " "]
    postgresql.main(loading)
    assert ask(server, database, "select customer_id, date from raw.lines") == rows
    file.write_text("\ufeff00001 19970101\n 00002 19970112", "utf-8")
    postgresql.main([*loading, "--columns", "customer_id,date"])
    assert ask(server, database, "select customer_id, date from raw.lines") == rows
    file.write_text("\ufeff00001,19970101\n00002,19970112", "utf-8")
    postgresql.main([*loading[:-1], ",", "--columns", "customer_id,date"])
    assert ask(server, database, "select customer_id, date from raw.lines") == rows
    file.write_text("00001 19970101\n00002 19970112 1\n", "utf-8")
    with pytest.raises(PostgresError, match="line 2 has 3 values instead of 2"):
        postgresql.main([*loading, "--columns", "customer_id,date"])


# --- history -----------------------------------------------------------------------------

HISTORY = "select * from marts.customer_segments_history {} order by as_of_date, customer_id"


def without_run(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows of the history without their last two columns, run and version."""
    return [row[:-2] for row in rows]


def test_history_is_added_to_rescored_for_late_orders_and_the_same_when_made_anew(
    database: str, server: Server, builds: Callable[..., Build], tmp_path: Path
) -> None:
    early, everything = write_lines(tmp_path)
    models = ("build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    models = (*models, "--select", "+customer_segments_history")
    settings = {"history_from": "2020-09-01", "orders_table": "raw.order_lines"}
    loading = ("--table", "raw.order_lines")

    postgresql.main(["load", str(early), *loading])
    first = {**settings, "analysis_date": str(FIRST_RUN_ENDS)}
    on_postgres(server, database, tmp_path, *models, **first)
    before = ask(server, database, HISTORY.format(""))
    untouched = HISTORY.format("where as_of_date < '2021-01-01'")
    january = HISTORY.format(f"where as_of_date = '{FIRST_RUN_ENDS}'")
    kept, touched = ask(server, database, untouched), ask(server, database, january)
    assert len({row[0] for row in before}) == 5

    postgresql.main(["load", str(everything), *loading])
    second = {**settings, "analysis_date": "2021-05-31", "history_late_days": 135}
    on_postgres(server, database, tmp_path, *models, **second)
    after = ask(server, database, HISTORY.format(""))
    assert ask(server, database, untouched) == kept
    rescored = ask(server, database, january)
    assert without_run(rescored) != without_run(touched)
    assert len({row[0] for row in after}) == 9

    on_postgres(server, database, tmp_path, *models, "--full-refresh", **second)
    anew = ask(server, database, HISTORY.format(""))
    assert without_run(anew) == without_run(after)
    assert {row[-2] for row in anew}.isdisjoint({row[-2] for row in after})


def test_a_customer_extract_keeps_its_past_by_a_snapshot(
    database: str, server: Server, tmp_path: Path
) -> None:
    """The later date is built first, and once more with the extract that belongs to it."""
    first, second = write_extracts(tmp_path)
    first_day, second_day = EXTRACT_DAYS
    expected = set()
    for file, day in ((first, second_day), (first, first_day), (second, second_day)):
        postgresql.main(["load", str(file), "--table", "raw.customers"])
        on_postgres(
            *(server, database, tmp_path, "build", "--exclude-resource-type", "unit_test"),
            customers_table="raw.customers",
            analysis_date=str(day),
            snapshot_segments=True,
        )
        now = ask(server, database, "select customer_id, segment from marts.customer_segments")
        expected = {row for row in expected if row[0] != day}
        expected |= {(day, customer, segment) for customer, segment in now}
    found = ask(
        server,
        database,
        "select as_of_date, customer_id, segment from marts.customer_segments_history",
    )
    assert len(found) == 800
    assert set(found) == expected
    before, after = (
        {customer: segment for d, customer, segment in expected if d == day} for day in EXTRACT_DAYS
    )
    moved = {(customer,) for customer in after if after[customer] != before[customer]}
    assert moved
    assert set(ask(server, database, "select customer_id from marts.segment_moves")) == moved
    changed = "select customer_id from marts.customer_segments where segment_changed_on = '{}'"
    assert set(ask(server, database, changed.format(EXTRACT_DAYS[1]))) == moved
    versions = "select dbt_valid_to is null, count(*) from snapshots.customer_segments_snapshot"
    assert dict(ask(server, database, f"{versions} group by 1")) == {True: 400, False: 400}

    sample = dbt(
        *(tmp_path, "build", "--target", "postgres"),
        project_vars={"snapshot_segments": True},
        variables=server.variables(database),
    )
    assert sample.exit_code != 0
    assert "reads the shipped synthetic sample" in sample.output
    assert "keeps the past of raw.customers" in sample.output


# --- what goes wrong ---------------------------------------------------------------------


def test_a_database_that_sorts_like_a_dictionary_is_refused(server: Server, tmp_path: Path) -> None:
    execute(
        server,
        "postgres",
        "create database by_language template template0 locale_provider icu icu_locale 'en-US'",
    )
    build = dbt(tmp_path, "run", "--target", "postgres", variables=server.variables("by_language"))
    assert build.exit_code != 0
    assert "by_language' does not sort text by its bytes" in build.output
    assert "createdb --template=template0 --encoding=UTF8 --locale=C" in build.output
    assert " START " not in build.output.replace("START hook", "")


def test_a_file_is_loaded_again_under_the_views_that_read_it(
    database: str, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("id;name\n1;a\n2;\n", encoding="utf-8")
    assert postgresql.load([file], "raw.customers", ";") == 2
    execute(server, database, "create view public.reading as select * from raw.customers")
    file.write_bytes("\ufeffname;id\r\nŞ;1\r\n".encode())
    with pytest.raises(PostgresError, match="views read it"):
        postgresql.load([file], "raw.customers", ";")
    file.write_bytes('\ufeffid;name\r\n1;Ş\r\n2;""\r\n'.encode())
    other = tmp_path / "other.csv"
    other.write_text("name;id\n;3\n", encoding="utf-8")
    assert postgresql.load([file, other], "raw.customers", ";") == 3
    expected = [("1", "Ş"), ("2", ""), ("3", None)]
    assert ask(server, database, "select * from public.reading order by id") == expected


def test_odd_names_of_columns_and_tables_are_loaded_and_built(
    database: str, server: Server, tmp_path: Path
) -> None:
    """A column without a name gets one that no column beside it has."""
    columns = [column for column in customer_columns() if column[0] not in ("a", "b")]
    columns += [("", "18"), ("column_18", "19")]
    file = write_row(tmp_path / ODD / "c.csv", "'", columns)
    postgresql.main(["load", str(file), "--table", f"raw.{ODD}", "--delimiter", "'"])
    table = {"customers_table": f"raw.{ODD}", "customer_columns": CUSTOMER_NAMES}
    select = ("run", "--select", "stg_flo__customers")
    on_postgres(server, database, tmp_path / "build", *select, **table)
    assert ask(server, database, CUSTOMER) == EXPECTED_CUSTOMER


@pytest.mark.parametrize(
    ("text", "table", "words"),
    [
        ("id,name,id\n1,a,2\n", "raw.customers", "a column twice: id"),
        ("id,name\n1,a,2\n", "raw.customers", "extra data after last expected column"),
        ("id,name\n1\n", "raw.customers", "line 2"),
        ("", "raw.customers", "is empty"),
        ("id\n1\n", "customers", "schema.table"),
        ("id\n1\n", "public.somebody", "was not loaded by this command"),
    ],
)
def test_a_file_that_does_not_fit_leaves_everything_as_it_was(
    text: str, table: str, words: str, database: str, server: Server, tmp_path: Path
) -> None:
    before = tmp_path / "before.csv"
    before.write_text("id,name\n0,before\n", encoding="utf-8")
    postgresql.load([before], "raw.customers", ",")
    execute(server, database, "create table public.somebody as select 1 as id")
    file = tmp_path / "customers.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PostgresError, match=words):
        postgresql.load([file], table, ",")
    assert ask(server, database, "select * from raw.customers") == [("0", "before")]
    assert ask(server, database, "select * from public.somebody") == [(1,)]


# --- the serving store -------------------------------------------------------------------


def test_served_marts_are_the_published_ones_with_types_texts_keys_and_grants(
    database: str, server: Server, sample_build: Build
) -> None:
    postgresql.main(["serve", "--published", str(sample_build.published), "--reader", READER])
    assert_same_marts(server, database, sample_build, SERVED)
    types = {
        name: kind
        for name, kind in ask(
            server,
            database,
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
            f" where attrelid = '{SERVED}.customer_segments'::regclass and attnum > 0",
        )
    }
    expected = {
        "customer_id": "character varying",
        "analysis_date": "date",
        "recency_days": "integer",
        "monetary": "numeric(18,2)",
    }
    assert {name: types[name] for name in expected} == expected
    ((comment, key, tables, described),) = ask(
        server,
        database,
        f"select obj_description('{SERVED}.customer_segments'::regclass),"
        f" (select pg_get_constraintdef(oid) from pg_constraint where contype = 'p'"
        f" and conrelid = '{SERVED}.customer_segments'::regclass),"
        " (select count(*) from pg_constraint where contype = 'p'"
        f" and connamespace = '{SERVED}'::regnamespace),"
        f" col_description('{SERVED}.segments'::regclass, 1)",
    )
    ((our_comment,),) = sample_build.query(
        "select comment from duckdb_views() where view_name = 'customer_segments'"
    )
    assert comment == our_comment
    assert key == "PRIMARY KEY (customer_id)"
    assert tables == len(MARTS)
    assert "Key of the customer's segment" in described
    assert ask(server, database, f"select count(*) from {SERVED}.segments", user=READER) == [(10,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(server, database, f"select count(*) from {SERVED}.segments", user="outsiders")


def publish_number(folder: Path, number: int, rows: int = 2000) -> None:
    """Publish small marts whose rows all carry `number` as their run, as a build would."""
    run = folder / "runs" / str(number)
    run.mkdir(parents=True)
    with duckdb.connect(str(run / "omnichannel_rfm.duckdb")) as connection:
        connection.execute("create schema marts")
        for mart in ("segments", "customer_segments", "top_customers"):
            connection.execute(
                f"create table marts.{mart} as select '{number}' as run_id, range as row_number"
                f" from range({rows + number})"
            )
    link = folder / "next"
    link.symlink_to(run, target_is_directory=True)
    os.replace(link, folder / "current")


@contextmanager
def reading(look: Callable[[], str], seen: list[str]) -> Iterator[None]:
    """Have a thread look again and again while the body runs; fail as it fails."""
    stop, failures = threading.Event(), []

    def run() -> None:
        try:
            while not stop.is_set():
                seen.append(look())
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert not failures, failures


@pytest.fixture
def served(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a published folder whose marts of three names are served, as run 0."""
    monkeypatch.setattr(postgresql, "declared_keys", dict)
    publish_number(tmp_path, 0)
    postgresql.serve(tmp_path, SERVED, [READER])
    return tmp_path


PAIRS = {
    # one statement on two marts
    "read committed": [
        f"select s.run_id, t.run_id, s.n, t.n from (select min(run_id) as run_id, count(*) as n"
        f" from {SERVED}.segments) as s cross join (select max(run_id) as run_id, count(*) as n"
        f" from {SERVED}.top_customers) as t",
    ],
    # a transaction that has looked at something else before, and then at one mart after the other
    "repeatable read": [
        "select count(*) from pg_class",
        f"select min(run_id), count(*) from {SERVED}.customer_segments",
        f"select max(run_id), count(*) from {SERVED}.segments",
    ],
}


@pytest.mark.parametrize("isolation", PAIRS)
def test_readers_see_one_run_or_the_other_and_never_a_mixture(
    isolation: str, served: Path, server: Server, database: str
) -> None:
    first, *others = PAIRS[isolation]

    with closing(connected(server, database, READER)) as connection:
        connection.set_session(isolation_level=isolation)

        def look() -> str:
            with connection, connection.cursor() as cursor:
                cursor.execute(first)
                row = cursor.fetchone()
                if others:
                    row = []
                    for query in others:
                        cursor.execute(query)
                        row += cursor.fetchone()
                    row = [*row[::2], *row[1::2]]
            one, two, rows, other_rows = row
            assert one == two and rows == other_rows == 2000 + int(one), row
            return one

        seen: list[str] = []
        with reading(look, seen):
            for number in range(1, 9):
                publish_number(served, number)
                postgresql.serve(served, SERVED, [READER])
    assert len(set(seen)) > 3
    assert seen == sorted(seen)
    assert ask(server, database, "select nspname from pg_namespace where nspname like 'omni%'") == [
        (SERVED,)
    ]


def test_a_reader_who_does_not_end_is_not_pushed_aside(
    served: Path, server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(postgresql, "LOCK_SECONDS", 0.1)
    publish_number(served, 1)
    with (
        closing(connected(server, database, READER)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f"select min(run_id) from {SERVED}.segments")
        with pytest.raises(PostgresError, match="transactions have been reading"):
            postgresql.serve(served, SERVED, [READER])
        cursor.execute(f"select min(run_id) from {SERVED}.top_customers")
        assert cursor.fetchone() == ("0",)
    postgresql.serve(served, SERVED, [READER])
    assert ask(server, database, f"select min(run_id) from {SERVED}.segments") == [("1",)]


def test_what_others_made_is_never_replaced(served: Path, server: Server, database: str) -> None:
    execute(server, database, "create schema theirs", "create table theirs.kept as select 1 as one")
    with pytest.raises(PostgresError, match="was not made by this command"):
        postgresql.serve(served, "theirs", [])
    execute(server, database, f"create view public.theirs as select * from {SERVED}.segments")
    publish_number(served, 1)
    with pytest.raises(PostgresError, match="view theirs depends on table"):
        postgresql.serve(served, SERVED, [])
    execute(server, database, "drop view public.theirs", f"create table {SERVED}.more (one int)")
    with pytest.raises(PostgresError, match="more depends on schema"):
        postgresql.serve(served, SERVED, [])
    assert ask(server, database, f"select min(run_id) from {SERVED}.segments") == [("0",)]


def test_an_error_leaves_the_run_before(
    served: Path, server: Server, database: str, tmp_path: Path
) -> None:
    publish_number(served, 1)
    with pytest.raises(psycopg2.errors.UndefinedObject, match="nobody_here"):
        postgresql.serve(served, SERVED, ["nobody_here"])
    with pytest.raises(PostgresError, match="build on DuckDB first"):
        postgresql.serve(tmp_path / "nowhere", SERVED, [])
    assert ask(server, database, f"select min(run_id) from {SERVED}.segments") == [("0",)]
