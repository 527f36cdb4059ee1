"""The benchmark's parts work and its contestants agree; how fast they are is not judged here."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shlex
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import ROOT, SAMPLE, Build, built_models
from jinja2 import Template
from test_input import BAD_ROWS, GOOD_ROW, write_csv

import campaigns
import check
import compare
import generate
import generate_orders
import rules
import run
from installing import ENVIRONMENT, is_installed

# More rows than the sample has, and not divisible by five, so that NTILE's scores differ in size.
ROWS = 20_003
MD5_OF_1000_ROWS = "e5e64bc68538db124b1dddd327b8d230"

Row = dict[str, str]


@pytest.fixture(scope="session")
def extract(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The extract that all contestants read; at one path for all test processes."""
    here = tmp_path_factory.getbasetemp()
    path = (here if worker_id == "master" else here.parent) / f"customers_{ROWS}.csv"
    if not path.exists():
        made = tmp_path_factory.mktemp("extract") / path.name
        generate.generate(ROWS, "csv", made)
        made.replace(path)
    return path


@pytest.fixture(scope="session")
def dbt_build(builds: Callable[..., Build], extract: Path) -> Build:
    """The project's build of the extract."""
    return builds(customers_file=str(extract))


def need_peers() -> None:
    """Skip the test where the packages of the peers are not installed."""
    if not is_installed(ENVIRONMENT, "benchmark"):
        pytest.skip("the peers are not installed; `python3 run.py test` installs them")


def made(folder: Path, name: str, rows: int, **options: bool | int) -> Path:
    """Return a CSV extract made in the folder."""
    path = folder / name
    generate.generate(rows, "csv", path, **options)
    return path


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the generator --------------------------------------------------------------------


def test_bytes_are_fixed(tmp_path: Path) -> None:
    content = made(tmp_path, "a.csv", 1_000).read_bytes()
    assert hashlib.md5(content).hexdigest() == MD5_OF_1000_ROWS


def test_a_smaller_extract_is_the_start_of_a_larger_one(tmp_path: Path) -> None:
    # More rows than DuckDB gives one thread at a time (122,880): they must not be shuffled.
    larger = made(tmp_path, "larger.csv", 150_000).read_bytes().splitlines()
    smaller = made(tmp_path, "smaller.csv", 50_000).read_bytes().splitlines()
    assert larger[: len(smaller)] == smaller
    expected = [hashlib.md5(str(number).encode()).hexdigest() for number in range(150_000)]
    assert [line[:36].replace(b"-", b"").decode() for line in larger[1:]] == expected


def test_parquet_holds_what_csv_holds(tmp_path: Path, extract: Path) -> None:
    generate.generate(ROWS, "parquet", tmp_path / "customers.parquet")
    rows = duckdb.execute(
        "select columns(*)::varchar from read_parquet(?)", [str(tmp_path / "customers.parquet")]
    ).fetchall()
    assert rows == [tuple(value or None for value in row.values()) for row in read(extract)]


def test_layout_is_the_samples(extract: Path) -> None:
    with extract.open(encoding="utf-8") as made_file, SAMPLE.open(encoding="utf-8") as sample:
        assert next(made_file) == next(sample)


def test_the_project_rejects_nothing(dbt_build: Build) -> None:
    assert dbt_build.query("select count(*) from marts.rejected_customers") == [(0,)]
    assert dbt_build.query("select count(*) from marts.customer_segments") == [(ROWS,)]


def test_order_counts_tie_as_in_the_sample(extract: Path) -> None:
    """Such ties make exact scores dear: without them the benchmark would be too easy."""
    counts = [
        sorted(
            float(row["order_num_total_ever_online"]) + float(row["order_num_total_ever_offline"])
            for row in read(path)[:19_945]
        )
        for path in (extract, SAMPLE)
    ]
    assert counts[0] == counts[1]


def test_the_next_day_changes_what_it_says(tmp_path: Path) -> None:
    before = read(made(tmp_path, "day_0.csv", ROWS))
    after = read(made(tmp_path, "day_1.csv", ROWS, day=1))
    next_day = date.fromisoformat(max(row["last_order_date"] for row in before)) + timedelta(1)
    assert len(after) - len(before) == 10  # one per 2,000
    assert [row["master_id"] for row in after[:ROWS]] == [row["master_id"] for row in before]

    pairs = list(zip(before, after[:ROWS], strict=True))
    changed = [(old, new) for old, new in pairs if old != new]
    assert 0.009 < len(changed) / ROWS < 0.011
    for old, new in changed:
        channel = "offline" if old["last_order_channel"] == "Offline" else "online"
        count, spend = f"order_num_total_ever_{channel}", f"customer_value_total_ever_{channel}"
        bought = Decimal(new[spend]) - Decimal(old[spend])
        assert Decimal("20") <= bought < Decimal("220")
        assert new == {
            **old,
            "last_order_date": next_day.isoformat(),
            f"last_order_date_{channel}": next_day.isoformat(),
            count: str(float(old[count]) + 1),
            spend: new[spend],
        }

    changes = read(made(tmp_path, "changes.csv", ROWS, day=1, changes_only=True))
    assert changes == [new for _, new in changed] + after[ROWS:]


def test_changes_come_in_the_order_of_the_extract(tmp_path: Path) -> None:
    # Enough new customers for DuckDB to pass them on before the few that changed.
    rows = 300_000
    changes = read(made(tmp_path, "changes.csv", rows, day=1, changes_only=True))
    ids = [hashlib.md5(str(number).encode()).hexdigest() for number in range(rows + 150)]
    numbers = {one: number for number, one in enumerate(ids)}
    found = [numbers[row["master_id"].replace("-", "")] for row in changes]
    assert found == sorted(found)
    assert found[-150:] == list(range(rows, rows + 150))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rows", "0"], "--rows must be 1 or more"),
        (["--rows", "1", "--changes-only"], "goes with --day 1"),
        (["--rows", "1", "--day", "2"], "--day"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        generate.main(["--format", "csv", "--output", "unused.csv", *arguments])
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


# --- the peers ------------------------------------------------------------------------


def test_peers_and_project_agree(extract: Path, dbt_build: Build, tmp_path: Path) -> None:
    """Every customer's segment, the profiles, and the lists byte by byte."""
    need_peers()
    folders = check.run_peers(extract, tmp_path)
    folders["dbt"] = tmp_path / "dbt"
    lists = check.compared_files(check.CUSTOMERS)
    check.export_dbt(dbt_build.folder, folders["dbt"], [*lists, check.SEGMENTS])
    assert set(folders) == {*check.CUSTOMERS.peers, "dbt"}
    assert check.differences(folders, [*lists, check.SEGMENTS]) == []
    assert len(read(folders["dbt"] / check.SEGMENTS)) == ROWS
    for file in lists:
        assert len(read(folders["dbt"] / file)) > 50


def like_work(extract: Path, folder: Path) -> Path:
    """Run the peer of like work and return the folder of what it keeps."""
    need_peers()
    folder.mkdir()
    check.run(check.peer_command("polars_like_work", extract, folder), folder / "log", folder, {})
    return folder


def test_the_peer_of_like_work_keeps_what_the_project_keeps(
    extract: Path, dbt_build: Build, tmp_path: Path
) -> None:
    folder = like_work(extract, tmp_path / "peer")
    profiles = "read_csv('{}', types = {{'revenue': 'decimal(28, 2)'}})".format
    for mart, kept, key in (
        ("customer_segments", f"'{folder}/customers.parquet'", "customer_id"),
        ("channel_profiles", profiles(folder / "channel_profiles.csv"), "channel_kind, channel"),
        ("category_profiles", profiles(folder / "category_profiles.csv"), "category"),
    ):
        found = duckdb.sql(f"from {kept} order by {key}")
        columns = ", ".join(found.columns)
        expected = dbt_build.query(f"select {columns} from marts.{mart} order by {key}")
        assert found.fetchall() == expected
    assert duckdb.sql(f"from '{folder}/rejected_customers.parquet'").fetchall() == []


def test_the_peer_of_like_work_rejects_what_the_project_rejects(tmp_path: Path) -> None:
    """By the rows and reasons that the project is tested with."""
    rows = [
        GOOD_ROW | {"master_id": f"bad_{place}"} | bad for place, (bad, _) in enumerate(BAD_ROWS)
    ]
    copied, disputed = GOOD_ROW | {"master_id": "copied"}, GOOD_ROW | {"master_id": "disputed"}
    rows += [
        *(GOOD_ROW, copied, copied | {"order_num_total_ever_online": "1"}, copied),
        *(disputed, disputed | {"order_channel": "Desktop"}),
        GOOD_ROW | {"master_id": " late ", "first_order_date": "2020-02-29T12:00:00"},
    ]
    folder = like_work(write_csv(tmp_path / "bad.csv", rows), tmp_path / "peer")
    accepted = duckdb.sql(f"select customer_id from '{folder}/customers.parquet' order by all")
    assert accepted.fetchall() == [("copied",), ("good",), ("late",)]
    rejected = duckdb.sql(f"from '{folder}/rejected_customers.parquet'").fetchall()
    reasons = [set(reason.split(", ")) for reason, *_ in rejected]
    assert reasons == [
        *(reason for _, reason in BAD_ROWS),
        *[{"exact_duplicate"}] * 2,
        *[{"contradictory_duplicate"}] * 2,
    ]
    texts = [[text or "" for text in row[1:]] for row in rejected]
    assert texts == [list(row.values()) for row in (*rows[: len(BAD_ROWS)], *rows[-5:-1])]


GOOD_PROFILE = {"segment": "asleep", "customers": "7", "revenue": "12.30", "mean_monetary": "1.75"}


@pytest.mark.parametrize(
    ("column", "other", "is_named"),
    [
        ("revenue", "12.3", False),
        ("revenue", "12.300000000000001", False),  # a sum of floats
        ("revenue", "12.31", True),
        ("customers", "8", True),
        ("mean_monetary", "1.75000001", False),  # dbt rounds to eight places
        ("mean_monetary", "1.75000002", True),
        ("segment", "awake", True),
    ],
)
def test_a_difference_in_the_profiles_is_named(
    column: str, other: str, is_named: bool, tmp_path: Path
) -> None:
    folders = {"reference": tmp_path / "reference", "peer": tmp_path / "peer"}
    rows = {"reference": GOOD_PROFILE, "peer": {**GOOD_PROFILE, column: other}}
    for name, folder in folders.items():
        folder.mkdir()
        text = "".join(",".join(values) + "\n" for values in (rows[name], rows[name].values()))
        (folder / check.PROFILES).write_text(text, encoding="utf-8")
    found = check.differences(folders, [])
    assert [line.split()[:2] for line in found] == (
        [["peer:", "other" if column == "segment" else column]] if is_named else []
    )


def test_a_difference_in_a_list_is_named(tmp_path: Path) -> None:
    folders = {"reference": tmp_path / "reference", "peer": tmp_path / "peer"}
    for folder, ids in zip(folders.values(), ("1\n2\n", "1\n"), strict=True):
        folder.mkdir()
        (folder / check.PROFILES).write_text("segment\n", encoding="utf-8")
        (folder / "list.csv").write_text(f"customer_id\n{ids}", encoding="utf-8")
    assert check.differences(folders, ["list.csv"]) == [
        "peer: list.csv differs from that of reference"
    ]


@pytest.mark.parametrize("customers", [5, 19_945, 20_001, 20_002, 20_003, 20_004])
def test_score_boundaries_are_those_of_ntile(customers: int) -> None:
    sizes = duckdb.execute(
        "select count(*) from (select ntile(5) over (order by range) as score from range(?))"
        " group by score order by score",
        [customers],
    ).fetchall()
    expected = [sum(size for (size,) in sizes[:score]) for score in range(1, 5)]
    assert rules.score_boundaries(customers) == expected


def test_a_campaign_the_peers_cannot_filter_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "seeds" / "campaigns.csv", tmp_path)
    conditions = (ROOT / "seeds" / "campaign_conditions.csv").read_text(encoding="utf-8")
    (tmp_path / "campaign_conditions.csv").write_text(
        conditions + "new_brand,monetary,at_least,100.00\n", encoding="utf-8"
    )
    monkeypatch.setattr(rules, "SEEDS", tmp_path)
    with pytest.raises(ValueError, match="campaign new_brand: the benchmark's peers filter by"):
        rules.campaigns()


# --- order lines ----------------------------------------------------------------------

LINES = 20_003
MD5_OF_1000_LINES = "7187c232b010737ebb91345e3a6513c4"


@pytest.fixture(scope="session")
def order_lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Order lines; small, as the history of so many days takes what it takes."""
    path = tmp_path_factory.mktemp("lines") / "orders.csv"
    generate_orders.generate_orders(LINES, "csv", path)
    return path


def test_bytes_of_order_lines_are_fixed(tmp_path: Path) -> None:
    generate_orders.generate_orders(1_000, "csv", tmp_path / "orders.csv")
    content = (tmp_path / "orders.csv").read_bytes()
    assert hashlib.md5(content).hexdigest() == MD5_OF_1000_LINES


def test_parquet_holds_the_order_lines_that_csv_holds(tmp_path: Path, order_lines: Path) -> None:
    generate_orders.generate_orders(LINES, "parquet", tmp_path / "orders.parquet")
    rows = duckdb.execute(
        "select columns(*)::varchar from read_parquet(?)", [str(tmp_path / "orders.parquet")]
    ).fetchall()
    assert rows == [tuple(row.values()) for row in read(order_lines)]


def test_order_lines_are_as_those_of_the_sample(order_lines: Path) -> None:
    """In their columns, but for the personal ones, and in what makes them dear to add up."""
    sample, rows = read(ROOT / "seeds" / "order_lines.csv"), read(order_lines)
    personal = ("customer_since", "full_name", "email")
    assert list(rows[0]) == [name for name in sample[0] if name not in personal]
    for column in ("category", "status", "channel", "payment_method", "city", "region"):
        assert {row[column] for row in rows} == {row[column] for row in sample}

    days = [row["order_date"] for row in rows]
    assert days == sorted(days)
    assert (days[0], days[-1][:7]) == ("2019-06-01", "2021-05")
    buyers = Counter(row["customer_id"] for row in rows)
    assert 0.9 < len(buyers) * generate_orders.LINES_PER_CUSTOMER / LINES < 1
    assert min(buyers.values()) == 1 and max(buyers.values()) > 100

    returned = [row for row in rows if row["status"] == "returned"]
    assert 0.02 < len(returned) / LINES < 0.03
    bought = defaultdict(list)
    for row in rows:
        bought[row["order_id"]].append(row)
    assert {len({row["customer_id"] for row in lines}) for lines in bought.values()} == {1}
    for row in returned:
        days_since = date.fromisoformat(row["order_date"]) - min(
            date.fromisoformat(line["order_date"]) for line in bought[row["order_id"]]
        )
        assert timedelta(0) < days_since <= timedelta(31)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["orders", "history"])
def test_peers_and_project_agree_on_order_lines(
    name: str, order_lines: Path, tmp_path: Path
) -> None:
    """Every customer's segment, the profiles, and all moves of 24 months."""
    need_peers()
    form = check.FORMS[name]
    folders = check.run_peers(order_lines, tmp_path, form)
    build = built_models(
        tmp_path / "build",
        *("customer_segments", "segment_profiles", "segment_migrations", "rejected_order_lines"),
        project_vars={form.input_var: str(order_lines), **form.project_vars},
    )
    folders["dbt"] = tmp_path / "dbt"
    files = [*check.compared_files(form), check.SEGMENTS]
    check.export_dbt(build.folder, folders["dbt"], files)
    assert check.differences(folders, files) == []
    assert len(read(folders["dbt"] / check.SEGMENTS)) > 900
    assert build.query("select count(*) from marts.rejected_order_lines") == [(0,)]
    dates = build.query("select count(distinct as_of_date) from marts.customer_segments_history")
    assert dates == [(24 if name == "history" else 0,)]


# --- the page -------------------------------------------------------------------------

PAGE = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    command
    for fence in re.findall(r"^```bash\n(.*?)^```$", PAGE, flags=re.M | re.S)
    for command in fence.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_is_understood(command: str) -> None:
    _, script, *arguments = shlex.split(command)
    if script == "run.py":
        assert run.parse(arguments)[0] == "benchmark"
        compare.parse_arguments(arguments[1:])
    else:
        programs = {
            "benchmarks/generate.py": generate,
            "benchmarks/generate_orders.py": generate_orders,
            "benchmarks/check.py": check,
        }
        programs[script].parse_arguments(arguments)


def test_the_page_explains_every_contestant() -> None:
    shown = re.findall(r"^\| `(\w+)` \| ", PAGE.partition("## How figures")[0], flags=re.M)
    assert set(shown) == {name for names in compare.NAMES.values() for name in names}


# --- the runner -----------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(compare.os, "wait4"), reason="the runner needs Linux or macOS")
class TestMeasuring:
    @staticmethod
    def contestant(folder: Path, program: str) -> compare.Contestant:
        folder = folder / "contestant"
        folder.mkdir()
        return compare.Contestant("python", [sys.executable, "-c", program], folder, {}, folder)

    def test_time_memory_and_disk_are_those_of_the_process(self, tmp_path: Path) -> None:
        program = (
            "import pathlib, time\n"
            "memory = b'x' * 300_000_000\n"
            "spill = pathlib.Path('.tmp'); spill.mkdir()\n"
            "(spill / 'block').write_bytes(bytes(5000))\n"
            "time.sleep(0.6)\n"
            "(spill / 'block').unlink()\n"
            "pathlib.Path('result').write_bytes(memory[:2000])\n"
        )
        contestant = self.contestant(tmp_path, program)
        (contestant.folder / "left_by_the_last_run").write_bytes(bytes(100_000))
        figures = compare.measure(contestant)
        assert figures.wall > 0.6
        assert figures.wall > figures.cpu > 0
        assert 300_000_000 < figures.memory < 1_000_000_000
        assert figures.disk == 2000
        assert figures.spill == 5000

    def test_a_failed_contestant_is_named_with_its_last_words(self, tmp_path: Path) -> None:
        contestant = self.contestant(tmp_path, "raise SystemExit('out of luck')")
        with pytest.raises(check.BenchmarkError, match=r"(?s)command failed: .*out of luck"):
            compare.measure(contestant)

    def test_one_command_makes_one_table(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        need_peers()
        arguments = ["--rows", "500", "--rounds", "2", "--slow-rounds", "1"]
        arguments += ["--only", "duckdb_fused", "polars_streaming"]
        arguments += ["--data", str(tmp_path / "data"), "--results", str(tmp_path / "results")]
        assert compare.main(arguments) == 0
        text = (tmp_path / "results" / "csv_500.md").read_text(encoding="utf-8")
        assert text in capsys.readouterr().out
        raw = json.loads((tmp_path / "results" / "csv_500.json").read_text(encoding="utf-8"))
        assert {name: len(taken) for name, taken in raw.items()} == {
            "duckdb_fused": 2,
            "polars_streaming": 1,
        }
        assert [path.name for path in (tmp_path / "data").iterdir() if path.suffix == ".csv"] == [
            "customers_500.csv"
        ]
        (line,) = [line for line in text.splitlines() if line.startswith("| `duckdb_fused`")]
        assert line.split("|")[-3].strip() == "1.00"


def figures_of(*walls: float) -> list[compare.Figures]:
    return [compare.Figures(0.0, wall, 0.0, 0, 0, 0) for wall in walls]


def test_a_ratio_is_the_median_of_the_ratios_within_a_round() -> None:
    # 4, 1 and 2; the ratio of the medians would be 4 / 3.
    assert compare.ratio(figures_of(4, 3, 20), figures_of(1, 3, 10)) == "2.00"
    assert compare.ratio(figures_of(4), figures_of(1, 3, 10)) == "4.00"


def test_where_the_time_goes_is_read_from_dbts_results(dbt_build: Build) -> None:
    contestant = compare.Contestant("dbt_build", [], ROOT, {}, dbt_build.folder)
    file = dbt_build.folder / "target" / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    lines = list(compare.where_the_time_goes(contestant, compare.Figures(0, 1, 0, 0, 0, 0)))

    def number_of(kind: str) -> int:
        (line,) = [line for line in lines if line.startswith(f"| {kind} |")]
        return int(line.split("|")[2])

    for kind, prefix in (("model", "model."), ("test", "test."), ("hook", "operation.")):
        found = [one for one in results if one["unique_id"].startswith(prefix)]
        assert number_of(kind) == len(found) > 0
    longest = max(results, key=lambda one: one["execution_time"])
    assert any(line.startswith(f"| `{longest['unique_id']}` |") for line in lines)


def test_ratios_need_their_base(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        compare.parse_arguments(["--only", "dbt_run"])
    assert stop.value.code == 2
    assert "must include duckdb_fused" in capsys.readouterr().err


def test_a_form_has_contestants_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--form", "orders", "--only", "duckdb_orders", "pandas_tuned"]
    with pytest.raises(SystemExit) as stop:
        compare.parse_arguments(arguments)
    assert stop.value.code == 2
    assert "pandas_tuned: choose from duckdb_orders, dbt_run" in capsys.readouterr().err


@pytest.mark.slow
def test_the_part_of_campaigns_is_that_of_their_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert campaigns.main(["--rows", "3000", "--data", str(tmp_path)]) == 0
    seconds = campaigns.seconds_of_steps(tmp_path / "campaigns")
    own = sum(seconds[folder] for folder in campaigns.CAMPAIGNS)
    assert f"campaigns: {own:.1f} of {sum(seconds.values()):.1f} s" in capsys.readouterr().out
    assert min(seconds[folder] for folder in campaigns.CAMPAIGNS) > 0
    with duckdb.connect(str(tmp_path / "campaigns" / "built.duckdb"), read_only=True) as connection:
        (smallest, refused) = connection.execute(
            "select min(customers), min(permission_refused_customers) from marts.campaign_summary"
        ).fetchone()
    assert smallest > 0 and refused > 0


def profile_options(variables: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield DuckDB's options as the profile gives them with these environment variables."""
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    options = profile["omnichannel_rfm"]["outputs"]["duckdb"]["config_options"]
    for name, text in options.items():
        yield name, Template(text).render(env_var=variables.get)


@pytest.mark.parametrize("limit", [None, "1GiB"])
def test_the_environment_bounds_duckdbs_memory(limit: str | None) -> None:
    variables = {compare.MEMORY_LIMIT_VARIABLE: limit} if limit else {}
    with duckdb.connect(config=dict(profile_options(variables))) as bounded:
        setting = "select current_setting('memory_limit')"
        shown = bounded.execute(setting).fetchone()
    expected = ("1.0 GiB",) if limit else duckdb.connect().execute(setting).fetchone()
    assert shown == expected
