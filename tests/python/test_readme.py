"""README.md, the manual in docs/use and the other pages hold what they promise.

That is commands, queries, tables, figures and links.

The commands in bash fences are run as they are written, in a copy of the project, but for these:
`python3 run.py …` installs packages, so here it is only asked whether it knows the command, and
.ci/run runs it; `.venv/bin/pytest` is this very run; the plain `.venv/bin/dbt build` is the build
that all tests share, and test_project_docs.py makes its documentation. Unit tests are left out of
the builds, and data tests where customers of another input are compared with the sample's anyway.
"""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import MARTS, ROOT, SAMPLE, Build, real_file, turkish_extract
from pages import (
    MANUAL,
    README,
    built_project,
    code,
    commands,
    fences,
    run_in,
    table,
    vars_of,
)

import run
from environments import pinned_version, short
from installing import named

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

# Copied for the commands; everything else of the folder is made by tools, or never read by dbt.
RUN_ELSEWHERE = {".venv/bin/dbt build", ".venv/bin/dbt docs generate", ".venv/bin/pytest"}


COMMANDS = list(dict.fromkeys(commands(MANUAL)))
LITERAL = [
    command
    for command in COMMANDS
    if command not in RUN_ELSEWHERE
    and not command.startswith("python3 run.py")
    # A cluster of its own is started by test_spark.py; test_metrics.py asks MetricFlow.
    and ".venvs/spark/" not in command
    and not command.startswith(".venv/bin/mf ")
]


# --- commands ---------------------------------------------------------------------------


def customer_fields() -> dict[str, str]:
    """Return our field names with their columns in FLO's layout, from the macros that hold them."""
    folder = ROOT / "macros" / "input"
    fields, layouts = (
        (folder / f"{name}.sql").read_text(encoding="utf-8")
        for name in ("fields/customer_fields", "layouts/input_layouts")
    )
    columns = dict(re.findall(r"'(\w+)': '(\w+)'", layouts.split("'orders':")[0]))
    return {field: columns.get(field, field) for field in re.findall(r"'(\w+)': \{", fields)}


def write_mapped_files(folder: Path) -> None:
    """Write the sample as the README's mapping describes it, in two files."""
    (given,) = (vars_of(one) for one in COMMANDS if "customer_columns" in vars_of(one))
    columns = customer_fields()
    names = {columns[field]: name for field, name in given["customer_columns"].items()}
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    for part, some in enumerate((rows[:9000], rows[9000:])):
        path = folder / given["customers_file"].replace("*", f"part_{part}")
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=given["csv_delimiter"], lineterminator="\n")
            writer.writerow([names.get(column, column) for column in header])
            writer.writerows(some)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, sample_build: Build) -> Path:
    """Return a copy of the project, built, with the inputs and seed rows that the README names."""
    folder = built_project(tmp_path_factory.mktemp("readme") / "project", sample_build)
    database = folder / "omnichannel_rfm.duckdb"
    shutil.copy(SAMPLE, folder / "customers.csv")
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema crm")
        connection.execute(f"create table crm.customers as from read_csv('{SAMPLE}')")
    write_mapped_files(folder)
    turkish_extract(folder / "extract.csv")
    for path, rows in fences(MANUAL, "csv"):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(rows)
    return folder


def customers(database: Path) -> list[tuple[Any, ...]]:
    """Return all customers of a built database by id, but for the run that they are from."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "select * exclude (run_id) from marts.customer_segments order by customer_id"
        ).fetchall()


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=pytest.mark.slow if "dbt build" in command else ())
        for command in LITERAL
    ],
    ids=lambda command: command.split("\n")[0][-60:],
)
def test_command_runs_as_written(command: str, project: Path, sample_build: Build) -> None:
    if "cdnow_master.txt" in command:
        shutil.copy(real_file("orders/cdnow_master.txt"), project)
    output = run_in(project, command, with_tests="customers_" not in command)
    if "dbt build" in command:
        assert "Completed successfully" in output
    given = vars_of(command)
    if {"customers_file", "customers_table"} & set(given):
        expected = customers(sample_build.database)
        assert customers(project / "omnichannel_rfm.duckdb") == expected
        assert f"rows read from {given.get('customers_file') or given['customers_table']}" in output


@pytest.mark.slow
def test_the_trial_wrote_its_own_lists_and_the_new_campaign(project: Path) -> None:
    """The seed rows that the README adds are part of this build, with all data tests."""
    (command,) = (one for one in LITERAL if vars_of(one).get("publish_path") == "trial")
    published = project / vars_of(command)["publish_path"]
    if not published.exists():
        run_in(project, command)
    rows = [rows for path, rows in fences(MANUAL, "csv") if path == "seeds/campaigns.csv"]
    assert len(rows) == 2
    for row in rows:
        *_, file = row.strip().split(",")
        written = published / "current" / "campaign_lists" / file
        assert written.read_text(encoding="utf-8").count("\n") > 1


def test_the_commands_are_of_the_kinds_told_apart_above() -> None:
    assert RUN_ELSEWHERE | {"python3 run.py", "python3 run.py test"} <= set(COMMANDS)
    assert len(LITERAL) >= 5


@pytest.mark.parametrize(
    "command", sorted({*re.findall(r"^python3 run\.py.*|(?<=`)python3 run\.py[^`]*", MANUAL, re.M)})
)
def test_run_py_knows_the_command(command: str) -> None:
    arguments = shlex.split(command)[2:]
    if arguments != ["--help"]:
        assert run.parse(arguments)[0] == (arguments or ["build"])[0]


@pytest.mark.parametrize("command", list(commands(CONTRIBUTING)))
def test_commands_of_contributing_name_what_exists(command: str) -> None:
    program, *arguments = shlex.split(command)
    if arguments[:1] == ["run.py"]:
        run.parse(arguments[1:])
    elif program.startswith(".venv/bin/"):
        assert all((ROOT / one).exists() for one in arguments if one.endswith(".py"))
    else:
        assert (ROOT / program).exists() or (ROOT / arguments[0]).exists()


# --- queries and figures ----------------------------------------------------------------


@pytest.mark.parametrize("sql", [sql for _, sql in fences(MANUAL, "sql")])
def test_query_returns_rows(sql: str, sample_build: Build) -> None:
    assert sample_build.query(sql)


def test_the_query_of_rejected_rows_runs(sample_build: Build) -> None:
    """The sample has no rejected row and no prospect, so these return nothing."""
    queries = re.findall(r"`(select [^`]*rejected_customers[^`]*)`", MANUAL)
    assert [sample_build.query(sql) for sql in queries] == [[], []]


def test_summary_is_what_the_build_prints(sample_build: Build) -> None:
    ((_, shown),) = fences(README, "text")
    printed = re.search(r"^omnichannel-rfm: .*?^  Next: .*?$", sample_build.output, re.M | re.S)
    assert printed
    assert shown.rstrip("\n") == printed[0].replace(str(sample_build.published), "published")


def test_real_figures_are_what_the_build_gives(
    real_13_build: Build, real_quantile_build: Build
) -> None:
    shown = {row[0]: row[1:] for row in table(MANUAL, "Segment")}
    found = {name: [] for name in shown}
    for build in (real_13_build, real_quantile_build):
        for segment, count in build.query("select segment, customers from marts.segment_profiles"):
            found[segment].append(f"{count:,}")
        for campaign, count in build.query(
            "select campaign_id, customers from marts.campaign_summary"
        ):
            found[f"list `{campaign}`"].append(f"{count:,}")
    assert found == shown


# --- tables -----------------------------------------------------------------------------


def test_vars_table_has_every_shipped_segment_map() -> None:
    (meaning,) = (row[2] for row in table(MANUAL, "Var") if row[0] == "`segment_map`")
    with (ROOT / "seeds" / "segment_maps.csv").open(encoding="utf-8", newline="") as file:
        maps = {row["map_id"] for row in csv.DictReader(file)}
    assert maps <= set(re.findall(r"`(\w+)`", meaning))


def test_seeds_table_has_every_seed() -> None:
    shown = {code(row[0]) for row in table(MANUAL, "Seed")}
    assert shown == {path.stem for path in (ROOT / "seeds").glob("*.csv")}


def test_marts_table_has_every_mart() -> None:
    assert sorted(code(row[0]) for row in table(MANUAL, "Mart")) == sorted(MARTS)


def test_layout_table_is_the_layout() -> None:
    shown = {code(field): code(column) for column, field, *_ in table(MANUAL, "Column")}
    assert list(shown.items()) == list(customer_fields().items())


def test_reasons_table_has_every_reason(sample_build: Build) -> None:
    reasons = []
    for model in ("int_customer_rows", "int_repeated_customers"):
        (compiled,) = (sample_build.folder / "target").rglob(f"compiled/**/{model}.sql")
        reasons += re.findall(r"then '(\w+)' end", compiled.read_text(encoding="utf-8"))
    fields = customer_fields()
    # These exist only when the var analysis_date is given.
    reasons += [f"{field}_after_analysis_date" for field in fields if field.endswith("_date")]

    patterns = []
    for _, cell in table(MANUAL, "Family"):
        for shown in map(code, cell.split(", ")):
            pattern = shown.replace("<field>", f"({'|'.join(fields)})")
            patterns.append(pattern.replace("<channel>", "(online|offline)"))
    assert [one for one in reasons if not any(re.fullmatch(p, one) for p in patterns)] == []
    assert [p for p in patterns if not any(re.fullmatch(p, one) for one in reasons)] == []


def test_versions_table_has_the_pinned_releases() -> None:
    shown = {row[0]: row[1:] for row in table(MANUAL, "Program")}
    for package, name in (("dbt-core", "dbt-core"), ("duckdb", "DuckDB")):
        other = "compat_dbt" if package == "dbt-core" else "compat_duckdb"
        pins = [pinned_version(requirements, package) for requirements in ("default", other)]
        assert shown[name] == [short(pin) for pin in pins]
    assert shown["Python"][0].startswith(named())


def test_repository_table_names_what_exists() -> None:
    paths = [path for row in table(CONTRIBUTING, "Path") for path in map(code, row[0].split(", "))]
    assert [path for path in paths if not (ROOT / path).exists()] == []


# --- links ------------------------------------------------------------------------------

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    ROOT / "benchmarks" / "README.md",
    # But the overview: its links are those of a page that dbt makes of it (test_project_docs.py).
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "overview"),
]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        if ":" in path or link.startswith("#!"):  # another site, or a page of dbt docs
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| \[(\d{4})\]\((\1-[\w-]+\.md)\)", index, flags=re.M)
    assert [name for _, name in shown] == sorted(path.name for path in folder.glob("[0-9]*.md"))
