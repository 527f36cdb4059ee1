"""Segments over time: incremental and full builds, late orders, and the snapshot of an extract."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, SAMPLE, Build, built, built_models, dbt

LATE_ORDER = date(2021, 1, 20)
FIRST_RUN_ENDS = date(2021, 1, 31)
EXTRACT_DAYS = (date(2021, 6, 1), date(2021, 7, 1))
COLUMNS = "* exclude (run_id)"
HISTORY = "select {} from marts.customer_segments_history {} order by as_of_date, customer_id"


def write_lines(folder: Path) -> tuple[Path, Path]:
    """Write the sample's lines without and with the last four months and a late order."""
    with (ROOT / "seeds" / "order_lines.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    late = next(line for line in lines if line["order_date"] == str(LATE_ORDER))["order_id"]
    early = [
        line
        for line in lines
        if line["order_date"] <= str(FIRST_RUN_ENDS) and line["order_id"] != late
    ]
    paths = folder / "early.csv", folder / "all.csv"
    for path, content in zip(paths, (early, lines), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0])
            writer.writeheader()
            writer.writerows(content)
    return paths


def write_extracts(folder: Path) -> tuple[Path, Path]:
    """Write 400 customers of the sample, and again with one more online order of a hundred."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:401]
    changed = [list(row) for row in rows]
    for row in changed[1:101]:  # on a day between the two extracts
        row[4] = row[5] = "2021-06-20"
        row[7] = str(float(row[7]) + 1)
    paths = folder / "first.csv", folder / "second.csv"
    for path, content in zip(paths, (rows, changed), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(content)
    return paths


def history(build: Build, where: str = "", columns: str = COLUMNS) -> list[tuple]:
    return build.query(HISTORY.format(columns, where))


@pytest.mark.slow
def test_a_run_adds_dates_and_a_full_refresh_changes_nothing(tmp_path: Path) -> None:
    """Late orders within the window change their dates; later orders change no earlier row."""
    early, everything = write_lines(tmp_path)
    folder = tmp_path / "build"
    settings = {"history_from": "2020-09-01", "publish_path": None}
    first = {**settings, "orders_file": str(early), "analysis_date": str(FIRST_RUN_ENDS)}
    build = built_models(folder, "customer_segments_history", project_vars=first)
    before = history(build)
    untouched = "where as_of_date < date '2021-01-01'"
    january = "where as_of_date = date '2021-01-31'"
    kept, touched = history(build, untouched, "*"), history(build, january)
    assert {row[0] for row in before} == {
        date(2020, 9, 30), date(2020, 10, 31), date(2020, 11, 30), date(2020, 12, 31),
        FIRST_RUN_ENDS,
    }  # fmt: skip

    second = {
        **settings,
        "orders_file": str(everything),
        "analysis_date": "2021-05-31",
        "history_late_days": 135,
    }
    build = built_models(folder, "customer_segments_history", project_vars=second)
    after = history(build)
    assert history(build, untouched, "*") == kept
    assert history(build, january) != touched
    assert {row[0] for row in after} - {row[0] for row in before} == {
        date(2021, 2, 28), date(2021, 3, 31), date(2021, 4, 30), date(2021, 5, 31)
    }  # fmt: skip

    options = ("test", "--full-refresh", "--select", "+customer_segments_history")
    build = built(folder, *options, project_vars=second)
    assert history(build) == after
    assert len({row[0] for row in history(build, columns="run_id, as_of_date, customer_id")}) == 1

    for method, exit_code in {"ntile": 0, "quantile": 1}.items():
        project_vars = {**second, "scoring_method": method}
        options = ("test", "--select", "history_is_by_one_set_of_rules")
        assert dbt(folder, *options, project_vars=project_vars).exit_code == exit_code


@pytest.mark.parametrize(
    "method",
    ["ntile", *(pytest.param(one, marks=pytest.mark.slow) for one in ("quantile", "thresholds"))],
)
def test_the_past_is_scored_as_a_build_of_its_day_scores(method: str, tmp_path: Path) -> None:
    """Scores by window functions in the history, by cut points in customer_segments."""
    build = built_models(
        tmp_path,
        *("customer_segments", "customer_segments_history"),
        project_vars={
            "order_sample": True,
            "analysis_date": "2021-03-31",
            "history_from": "2021-01-01",
            "scoring_method": method,
            "max_rejected_share": 1,
        },
    )
    columns = "customer_id, segment, recency_score, frequency_score, monetary_score, recency_days"
    today = build.query(f"select {columns} from marts.customer_segments order by customer_id")
    assert len(today) > 1900
    assert today == build.query(
        f"select {columns} from marts.customer_segments_history"
        " where as_of_date = date '2021-03-31' order by customer_id"
    )


def test_migrations_moves_and_changes_follow_from_the_history(order_build: Build) -> None:
    rows = order_build.query(
        "select as_of_date, customer_id, segment, monetary from marts.customer_segments_history"
    )
    by_date: dict[date, dict[str, tuple]] = {}
    for day, customer, segment, monetary in rows:
        by_date.setdefault(day, {})[customer] = (segment, monetary)
    migrations: Counter = Counter()
    revenue: Counter = Counter()
    moved = set()
    days = sorted(by_date)
    for previous, day in zip(days, days[1:], strict=False):
        for customer, (segment, monetary) in by_date[day].items():
            origin = by_date[previous].get(customer, ("(new)",))[0]
            migrations[day, origin, segment] += 1
            revenue[day, origin, segment] += monetary
            if origin not in ("(new)", segment):
                moved.add((day, customer, origin, segment))
    found = order_build.query(
        "select as_of_date, from_segment, to_segment, customers, revenue"
        " from marts.segment_migrations"
    )
    assert {row[:3]: row[3] for row in found} == migrations
    assert {row[:3]: row[4] for row in found} == revenue
    moves = order_build.query(
        "select as_of_date, customer_id, from_segment, to_segment from marts.segment_moves"
    )
    assert len(moves) == len(moved)
    assert set(moves) == moved
    causes = dict(order_build.query("select cause, count(*) from marts.segment_moves group by 1"))
    assert causes.keys() == {"own_behaviour", "cut_points", "both"}

    last = {}
    for customer, current, previous, changed in order_build.query(
        "select customer_id, segment, previous_segment, segment_changed_on"
        " from marts.customer_segments"
    ):
        others = [d for d in days if by_date[d].get(customer, (current,))[0] != current]
        if not others:
            last[customer] = (None, None)
            assert (previous, changed) == (None, None)
            continue
        since = [d for d in days if d > others[-1]] or [date(2021, 6, 1)]
        assert (previous, changed) == (by_date[others[-1]][customer][0], since[0]), customer
    assert 0 < len(last) < 2000


def write_few(path: Path, **customers: tuple[str, int]) -> Path:
    """Write an extract of customers, each with the day of the last order and a number of orders."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for customer, (last_order, orders) in customers.items():
            dates = ("2020-01-01", last_order, last_order, "2020-01-01")
            numbers = (f"{orders - 1}.0", "1.0", "50.0", "100.0")
            writer.writerow((customer, "Mobile", "Mobile", *dates, *numbers, "[KADIN]", "A"))
    return path


@pytest.mark.slow
def test_a_build_of_an_extract_writes_its_own_date_whole_and_no_other(tmp_path: Path) -> None:
    """An earlier date goes where it belongs; a second build of a date takes the first one's place.

    By fixed limits, so that a customer's segment depends on nobody else.
    """
    extracts = (
        ("2021-06-01", {"a": ("2021-05-31", 12)}),
        ("2021-05-15", {"a": ("2021-01-01", 12), "b": ("2021-05-10", 2)}),
        ("2021-06-01", {"b": ("2021-05-30", 12), "c": ("2020-02-01", 2)}),
    )
    project_vars = {
        "snapshot_segments": True,
        "scoring_method": "thresholds",
        "publish_path": None,
    }
    models = ("segment_migrations", "customer_segments")
    rows = "select as_of_date, customer_id, segment, run_id from marts.customer_segments_history"
    kept: set[tuple] = set()
    outputs = []
    for number, (day, customers) in enumerate(extracts):
        file = write_few(tmp_path / f"{number}.csv", **customers)
        project_vars |= {"customers_file": str(file), "analysis_date": day}
        build = built_models(tmp_path / "build", *models, project_vars=project_vars)
        outputs.append(build.output)
        now = build.query(
            "select analysis_date, customer_id, segment, run_id from marts.customer_segments"
        )
        assert {row[1] for row in now} == customers.keys()
        kept = {row for row in kept if str(row[0]) != day} | set(now)
        found = build.query(rows)
        assert len(found) == len(kept)
        assert set(found) == kept
        ends = build.query(
            "select distinct cast(dbt_valid_from as date), cast(dbt_valid_to as date)"
            " from snapshots.customer_segments_snapshot order by all"
        )
        days = sorted({row[0] for row in kept})
        assert ends == list(zip(days, [*days[1:], None], strict=True))
    held = "customer_segments_snapshot held 1 customers as of 2021-06-01"
    assert [held in output for output in outputs] == [False, False, True]

    columns = "customer_id, previous_segment, segment_changed_on"
    assert build.query(f"select {columns} from marts.customer_segments order by 1") == [
        ("b", "new_customers", date(2021, 6, 1)),
        ("c", None, None),
    ]
    assert build.query(
        "select as_of_date, from_segment, to_segment, customers from marts.segment_migrations"
        " order by all"
    ) == [
        (date(2021, 6, 1), "(new)", "hibernating", 1),
        (date(2021, 6, 1), "loyal_customers", "(left)", 1),
        (date(2021, 6, 1), "new_customers", "champions", 1),
    ]

    options = ("run", "--select", "customer_segments")
    run = dbt(tmp_path / "build", *options, project_vars=project_vars)
    assert run.exit_code == 0, run.output
    assert "This run does not keep its segments" in run.output
    assert not any("does not keep" in output for output in outputs)
    nowhere = dbt(tmp_path / "nowhere", "run", project_vars=project_vars)
    assert nowhere.exit_code != 0
    assert "is not there yet, and this run does not write it. Run dbt build" in nowhere.output


@pytest.mark.slow
def test_a_customer_extract_keeps_its_past_by_a_snapshot(tmp_path: Path) -> None:
    """Two extracts a month apart: two dates, each with the segments as they were built."""
    first, second = write_extracts(tmp_path)
    segments = {}
    marts = ("segment_moves", "segment_migrations", "customer_segments")
    for path, day in zip((first, second), EXTRACT_DAYS, strict=True):
        build = built(
            tmp_path / "build",
            *("--exclude-resource-type", "test", "--select", *(f"+{mart}" for mart in marts)),
            project_vars={
                "customers_file": str(path),
                "analysis_date": str(day),
                "snapshot_segments": True,
                "publish_path": None,
            },
        )
        segments[day] = dict(
            build.query("select customer_id, segment from marts.customer_segments")
        )
    found = build.query(
        "select as_of_date, customer_id, segment from marts.customer_segments_history"
    )
    expected = {(d, c, s) for d, customers in segments.items() for c, s in customers.items()}
    assert len(found) == 800
    assert set(found) == expected

    before, after = segments.values()
    moved = {customer for customer in after if after[customer] != before[customer]}
    assert moved
    assert {row[0] for row in build.query("select customer_id from marts.segment_moves")} == moved
    assert build.query(
        "select count(*) from marts.customer_segments where previous_segment is not null"
        " and segment_changed_on = date '2021-07-01'"
    ) == [(len(moved),)]

    file = ROOT / "snapshots" / "customer_segments_snapshot.yml"
    (snapshot,) = yaml.safe_load(file.read_text(encoding="utf-8"))["snapshots"]
    described = {column["name"]: column["description"] for column in snapshot["columns"]}
    columns = build.query("describe snapshots.customer_segments_snapshot")
    assert list(described) == [column[0] for column in columns]
    assert all(described.values())


@pytest.mark.slow
def test_the_snapshot_refuses_another_input(tmp_path: Path) -> None:
    """Made-up customers and a shop's own are never beside each other, whichever were first."""
    first, second = write_extracts(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    first, second = str(first), str(second.rename(tmp_path / "elsewhere" / second.name))
    folder = tmp_path / "build"
    settings = {"snapshot_segments": True, "publish_path": None}
    select = ("--select", "+customer_segments_snapshot")
    of_first = {**settings, "customers_file": first}
    built(folder, "test", *select, project_vars=of_first)

    table = "snapshots.customer_segments_snapshot"
    for command, given, words in (
        ("build", {}, ["reads the shipped synthetic sample", f"(customers_file: {first})"]),
        ("snapshot", {"customers_file": second}, [second, "by the var input_name"]),
    ):
        refused = dbt(folder, command, *select, project_vars={**settings, **given})
        assert refused.exit_code != 0
        for word in (*words, first, "OMNICHANNEL_RFM_DATABASE", "drop table", "Nothing was built"):
            assert word in refused.output, refused.output
        assert ("input_name" in refused.output) == (command == "snapshot")
    named = {
        **settings,
        "customers_file": second,
        "input_name": "shop",
        "analysis_date": "2021-07-01",
    }
    build = built(folder, "test", *select, project_vars=named)
    counts = f"select input ->> 'source', count(*) from {table} group by 1 order by 1"
    assert dict(build.query(counts)) == {first: 400, second: 400}

    sample = tmp_path / "sample"
    built(sample, "test", *select, project_vars=settings)
    for given in (of_first, {**of_first, "input_name": "shop"}):
        refused = dbt(sample, "build", *select, project_vars=given)
        assert refused.exit_code != 0
        assert "keeps the past of the shipped synthetic sample" in refused.output
        assert "input_name" not in refused.output


@pytest.mark.slow
def test_the_history_of_order_lines_leaves_the_sample_behind(
    order_build: Build, tmp_path: Path
) -> None:
    """A shop's own lines after the sample's: all dates are of the shop, without a full refresh."""
    folder = tmp_path / "build"
    folder.mkdir()
    shutil.copy(order_build.database, folder)
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "order_id,order_date,customer_id,amount\n1,2021-03-05,mine,10.00\n2,2021-05-05,mine,20.00\n",
        encoding="utf-8",
    )
    build = built_models(
        folder,
        "customer_segments_history",
        project_vars={
            "orders_file": str(lines),
            "publish_path": None,
            "analysis_date": "2021-05-31",
        },
    )
    found = build.query("select as_of_date, customer_id from marts.customer_segments_history")
    days = [date(2021, 3, 31), date(2021, 4, 30), date(2021, 5, 31)]
    assert sorted(found) == [(day, "mine") for day in days]
