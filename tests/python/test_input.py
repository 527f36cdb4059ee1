"""Inputs of every promised form, and the error or the reason that each bad one gets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import ROOT, SAMPLE, Build, built, built_models, copied_project, dbt

ROWS = 200

GOOD_ROW = {
    "master_id": "good",
    "order_channel": "Mobile",
    "last_order_channel": "Offline",
    "first_order_date": "2020-02-29",
    "last_order_date": "2021-05-10",
    "last_order_date_online": "2020-02-29",
    "last_order_date_offline": "2021-05-10",
    "order_num_total_ever_online": "1.0",
    "order_num_total_ever_offline": "2.0",
    "customer_value_total_ever_offline": "99.98",
    "customer_value_total_ever_online": "49.99",
    "interested_in_categories_12": "[KADIN]",
    "store_type": "A",
}


def sample_rows() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return [row for row, _ in zip(csv.DictReader(file), range(ROWS), strict=False)]


def write_csv(
    path: Path,
    rows: list[dict[str, str]],
    columns: list[str] | None = None,
    *,
    end: str = "\n",
    bom: bool = False,
    quoting: int = csv.QUOTE_MINIMAL,
    delimiter: str = ",",
) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=quoting, delimiter=delimiter)
    names = columns or list(rows[0])
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode())
    return path


@pytest.fixture(scope="module")
def plain_build(builds: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of the sample's first rows as a plain file, to compare other forms with."""
    path = write_csv(tmp_path_factory.mktemp("plain") / "customers.csv", sample_rows())
    return builds(customers_file=str(path))


SEGMENTS = "select * exclude (run_id) from marts.customer_segments order by customer_id"


def reversed_columns(path: Path) -> str:
    return str(write_csv(path / "c.csv", sample_rows(), list(sample_rows()[0])[::-1]))


def windows_file(path: Path) -> str:
    rows = sample_rows()
    return str(write_csv(path / "c.csv", rows, end="\r\n", bom=True, quoting=csv.QUOTE_ALL))


def whole_counts(path: Path) -> str:
    counts = ("order_num_total_ever_online", "order_num_total_ever_offline")
    rows = [
        {name: value.removesuffix(".0") if name in counts else f" {value} " for name, value in row}
        for row in ([*row.items()] for row in sample_rows())
    ]
    return str(write_csv(path / "c.csv", rows))


def glob_of_files(path: Path) -> str:
    rows = sample_rows()
    write_csv(path / "part_1.csv", rows[:50])
    write_csv(path / "part_2.csv", rows[50:], list(rows[0])[::-1])
    return str(path / "part_*.csv")


def parquet_file(path: Path) -> str:
    write_csv(path / "c.csv", sample_rows())
    # As a warehouse would write it: typed, not text.
    duckdb.sql(f"copy (from read_csv('{path}/c.csv')) to '{path}/c.parquet' (format parquet)")
    return str(path / "c.parquet")


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(reversed_columns, marks=pytest.mark.slow),
        windows_file,
        pytest.param(whole_counts, marks=pytest.mark.slow),
        glob_of_files,
        parquet_file,
    ],
)
def test_file_forms_give_the_same_customers(
    write: Callable[[Path], str], plain_build: Build, tmp_path: Path
) -> None:
    build = built_models(
        tmp_path / "build",
        *("customer_segments", "rejected_customers"),
        project_vars={"customers_file": write(tmp_path)},
    )
    assert build.query(SEGMENTS) == plain_build.query(SEGMENTS)
    assert build.query("select count(*) from marts.rejected_customers") == [(0,)]


@pytest.mark.slow
def test_mapped_columns_and_another_delimiter(plain_build: Build, tmp_path: Path) -> None:
    rows = [
        {("Kunde Nr" if name == "master_id" else name): value for name, value in row.items()}
        for row in sample_rows()
    ]
    path = write_csv(tmp_path / "kunden.csv", rows, delimiter=";")
    project_vars = {
        "customers_file": str(path),
        "customer_columns": {"customer_id": "Kunde Nr"},
        "csv_delimiter": ";",
    }
    build = built_models(
        tmp_path / "build", "customer_segments", "source_profile", project_vars=project_vars
    )
    assert build.query(SEGMENTS) == plain_build.query(SEGMENTS)
    assert build.query(
        "select column_name from marts.source_profile where column_position = 1"
    ) == [("Kunde Nr",)]


@pytest.mark.slow
def test_twelve_columns_have_no_store_companies(tmp_path: Path) -> None:
    columns = list(sample_rows()[0])[:12]
    path = write_csv(tmp_path / "c.csv", sample_rows(), columns)
    build = built_models(
        tmp_path / "build", "store_profiles", project_vars={"customers_file": str(path)}
    )
    assert build.query("select store_company, customers from marts.store_profiles") == [
        ("(none)", ROWS)
    ]


@pytest.mark.slow
def test_a_table_is_read(plain_build: Build, tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", sample_rows())
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        connection.execute("create schema crm")
        connection.execute(f"create table crm.customers as from read_csv('{tmp_path}/c.csv')")
    for name in ("crm.customers", "built.crm.customers"):
        build = built_models(tmp_path, "customer_segments", project_vars={"customers_table": name})
        assert build.query(SEGMENTS) == plain_build.query(SEGMENTS)


# --- errors before anything is built ---------------------------------------------------


def without(column: str) -> Callable[[Path], str]:
    def write(path: Path) -> str:
        columns = [name for name in sample_rows()[0] if name != column]
        return str(write_csv(path / "c.csv", sample_rows(), columns))

    return write


def doubled(path: Path) -> str:
    columns = [*sample_rows()[0], "last_order_date"]
    return str(write_csv(path / "c.csv", sample_rows(), columns))


def second_file_without_id(path: Path) -> str:
    write_csv(path / "part_1.csv", sample_rows())
    write_csv(path / "part_2.csv", sample_rows(), list(sample_rows()[0])[1:])
    return str(path / "part_*.csv")


def empty_file(path: Path) -> str:
    (path / "c.csv").write_bytes(b"")
    return str(path / "c.csv")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda path: str(path / "nowhere.csv"), ["nowhere.csv", "matches no file"]),
        (without("last_order_date"), ["'last_order_date'", "missing is", "customer_columns"]),
        (doubled, ["'last_order_date'", "2 times"]),
        (second_file_without_id, ["part_2.csv", "'master_id'", "missing is"]),
        (empty_file, ["c.csv", "is empty"]),
    ],
)
def test_unreadable_files_are_named_before_anything_is_built(
    write: Callable[[Path], str], words: list[str], tmp_path: Path
) -> None:
    build = dbt(tmp_path / "b", "build", project_vars={"customers_file": write(tmp_path)})
    assert_stopped_before_building(build, words)


def assert_stopped_before_building(build: Build, words: list[str]) -> None:
    assert build.exit_code != 0
    for word in words:
        assert word in build.output
    assert "OK created" not in build.output
    assert "Traceback" not in build.output


@pytest.mark.parametrize(
    ("project_vars", "words"),
    [
        (
            {"customers_file": "a.csv", "customers_table": "crm.b"},
            ["Several inputs", "a.csv", "crm.b"],
        ),
        ({"customers_table": "crm.nowhere"}, ["crm.nowhere", "does not exist"]),
        ({"customers_table": "a.b.c.d"}, ["a.b.c.d", "database.schema.table"]),
        ({"customer_columns": {"client": "x"}}, ["client", "not one of our fields"]),
        ({"customer_columns": {"store_company_list": "gone"}}, ["'gone'", "is missing"]),
        ({"scoring_method": "median"}, ["scoring_method", "median", "ntile"]),
        ({"score_buckets": 11}, ["score_buckets", "11", "2 to 10"]),
        ({"score_buckets": 2.5}, ["score_buckets", "2.5"]),
        ({"analysis_date": "01.06.2021"}, ["analysis_date", "01.06.2021", "YYYY-MM-DD"]),
        ({"analysis_date": "2021-02-29"}, ["analysis_date", "2021-02-29", "no such day"]),
        ({"max_rejected_share": "5 %"}, ["max_rejected_share", "5 %", "0.01"]),
        ({"reader_roles": ["bi_readers"]}, ["reader_roles", "DuckDB has no roles"]),
        ({"scoring_methode": "ntile"}, ["no var 'scoring_methode'", "scoring_method"]),
    ],
)
def test_wrong_vars_are_named_before_anything_is_built(
    project_vars: dict[str, object], words: list[str], tmp_path: Path
) -> None:
    build = dbt(tmp_path, "build", project_vars=project_vars)
    assert_stopped_before_building(build, words)


@pytest.mark.parametrize(
    ("project_vars", "model", "words"),
    [
        (
            {"segment_map": "rf11"},
            "int_segment_cells",
            ["segment_map", "rf11", "rfm11_codes"],
        ),
        (
            {"scoring_method": "thresholds", "score_buckets": 4},
            "int_boundaries_by_thresholds",
            ["fixed_score_thresholds", "from 2 to 4"],
        ),
    ],
)
def test_vars_that_no_seed_row_fits_are_named(
    project_vars: dict[str, object], model: str, words: list[str], tmp_path: Path
) -> None:
    build = dbt(
        tmp_path,
        *("build", "--exclude-resource-type", "unit_test", "test", "--select", f"+{model}"),
        project_vars=project_vars,
    )
    assert build.exit_code != 0
    for word in words:
        assert word in build.output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("c9,Mobile,Mobile,2020-01-01", ["Expected Number of Columns: 13 Found: 4"]),
        (",".join([*GOOD_ROW.values(), "more"]), ["Expected Number of Columns: 13 Found: 14"]),
        ('"c9,Mobile', ["unterminated quote"]),
    ],
)
def test_a_line_that_does_not_fit_is_named_with_its_file(
    line: str, words: list[str], tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "broken.csv", sample_rows()[:2])
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    build = dbt(
        tmp_path / "build",
        *(
            "build",
            "--exclude-resource-type",
            "unit_test",
            "test",
            "--select",
            "+int_customers_measured",
        ),
        project_vars={"customers_file": str(path)},
    )
    assert build.exit_code != 0
    for word in ["broken.csv", "Line: 4", line, *words]:
        assert word in build.output


# --- quarantine --------------------------------------------------------------------------

# Changes to a good row -> the reasons that they must be given, all of them.
BAD_ROWS: list[tuple[dict[str, str], set[str]]] = [
    ({"master_id": ""}, {"missing_customer_id"}),
    ({"master_id": "   "}, {"missing_customer_id"}),
    ({"master_id": "=cmd|' /C calc'!A0"}, {"formula_like_customer_id"}),
    ({"master_id": "+905551112233"}, {"formula_like_customer_id"}),
    ({"master_id": "@SUM(A1)"}, {"formula_like_customer_id"}),
    ({"master_id": "-1"}, {"formula_like_customer_id"}),
    ({"master_id": "two\nlines"}, {"unprintable_customer_id"}),
    ({"first_order_date": "yesterday"}, {"unparsable_first_order_date"}),
    ({"first_order_date": "2019-02-29"}, {"unparsable_first_order_date"}),
    ({"first_order_date": ""}, {"missing_first_order_date"}),
    ({"first_order_date": "0001-01-01"}, {"implausible_first_order_date"}),
    (
        {"first_order_date": "2021-05-30"},
        {
            "first_order_after_last_order",
            "first_order_after_last_online_order",
            "first_order_after_last_offline_order",
        },
    ),
    ({"last_order_date": "2021-05-11"}, {"last_order_not_latest_of_channels"}),
    ({"last_order_date": "11/05/2021"}, {"unparsable_last_order_date"}),
    (
        {"last_order_date_offline": ""},
        {"missing_last_offline_order_date", "last_order_not_latest_of_channels"},
    ),
    (
        {"last_order_date_online": "9999-12-31", "last_order_date": "9999-12-31"},
        {"implausible_last_order_date", "implausible_last_online_order_date"},
    ),
    ({"order_num_total_ever_online": "-1.0"}, {"negative_online_order_count"}),
    ({"order_num_total_ever_online": "1.5"}, {"fractional_online_order_count"}),
    ({"order_num_total_ever_online": "many"}, {"unparsable_online_order_count"}),
    ({"order_num_total_ever_offline": ""}, {"missing_offline_order_count"}),
    (
        {"order_num_total_ever_offline": "0"},
        {"last_offline_order_date_without_orders", "offline_spend_without_orders"},
    ),
    ({"customer_value_total_ever_online": "-0.01"}, {"negative_online_spend"}),
    (
        {"customer_value_total_ever_online": "1.234"},
        {"ambiguous_online_spend", "fractional_cents_in_online_spend"},
    ),
    ({"customer_value_total_ever_online": "0.234"}, {"fractional_cents_in_online_spend"}),
    ({"customer_value_total_ever_online": "99999999999"}, {"too_large_online_spend"}),
    (
        {"customer_value_total_ever_online": "99999999999999999999.999"},
        {"too_large_online_spend", "fractional_cents_in_online_spend"},
    ),
    ({"customer_value_total_ever_offline": "1,5"}, {"unparsable_offline_spend"}),
    ({"customer_value_total_ever_offline": "nan"}, {"unparsable_offline_spend"}),
    (
        {"interested_in_categories_12": "[KADIN", "store_type": "A]"},
        {"unbalanced_brackets_in_category_list", "unbalanced_brackets_in_store_company_list"},
    ),
]


@pytest.fixture(scope="module")
def quarantine_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, list[dict]]:
    """Return a build of one bad row per case, some good rows and duplicates, all let through."""
    rows = [{**GOOD_ROW, "master_id": f"bad_{i}"} | bad for i, (bad, _) in enumerate(BAD_ROWS)]
    rows += [
        GOOD_ROW,
        # online only: no date, orders or spend in shops, and that is no contradiction
        GOOD_ROW
        | {
            "master_id": "online_only",
            "last_order_date": "2020-02-29",
            "last_order_date_offline": "",
            "order_num_total_ever_offline": "0",
            "customer_value_total_ever_offline": "0",
        },
        *[GOOD_ROW | {"master_id": "copied"}] * 3,
        GOOD_ROW | {"master_id": "copied", "order_num_total_ever_online": "1"},
        GOOD_ROW | {"master_id": "disputed"},
        GOOD_ROW | {"master_id": "disputed", "order_channel": "Desktop"},
    ]
    folder = tmp_path_factory.mktemp("quarantine")
    path = write_csv(folder / "customers.csv", rows)
    project_vars = {"customers_file": str(path), "max_rejected_share": 1}
    return built(folder, project_vars=project_vars), rows


@pytest.mark.parametrize("case", range(len(BAD_ROWS)))
def test_a_bad_row_gets_every_reason_and_stays_whole(
    case: int, quarantine_build: tuple[Build, list[dict]]
) -> None:
    build, rows = quarantine_build
    bad = rows[case]
    found = [
        row
        for row in build.rows("rejected_customers")
        if all(
            (row[field] or "") == bad[column].replace("\r", "")
            for field, column in (
                ("customer_id", "master_id"),
                ("first_order_date", "first_order_date"),
                ("last_order_date", "last_order_date"),
                ("last_online_order_date", "last_order_date_online"),
                ("last_offline_order_date", "last_order_date_offline"),
                ("online_order_count", "order_num_total_ever_online"),
                ("offline_order_count", "order_num_total_ever_offline"),
                ("online_spend", "customer_value_total_ever_online"),
                ("offline_spend", "customer_value_total_ever_offline"),
                ("category_list", "interested_in_categories_12"),
                ("store_company_list", "store_type"),
                ("order_channel", "order_channel"),
                ("last_order_channel", "last_order_channel"),
            )
        )
    ]
    assert len(found) == 1
    assert set(found[0]["rejection_reasons"].split(", ")) == BAD_ROWS[case][1]


def test_accepted_and_rejected_rows_are_all_that_was_read(
    quarantine_build: tuple[Build, list[dict]],
) -> None:
    build, rows = quarantine_build
    accepted = build.query("select customer_id from marts.customer_segments order by 1")
    assert [row[0] for row in accepted] == ["copied", "good", "online_only"]
    reasons = build.query(
        """
        select customer_id, rejection_reasons, count(*) from marts.rejected_customers
        where customer_id in ('copied', 'disputed') group by all order by all
        """
    )
    assert reasons == [
        ("copied", "exact_duplicate", 3),
        ("disputed", "contradictory_duplicate", 2),
    ]
    assert len(accepted) + len(build.rows("rejected_customers")) == len(rows)


@pytest.mark.slow
def test_orders_after_the_analysis_date_are_rejected(tmp_path: Path) -> None:
    rows = [GOOD_ROW, GOOD_ROW | {"master_id": "earlier", "last_order_date_offline": "2021-01-01"}]
    rows[1]["last_order_date"] = "2021-01-01"
    path = write_csv(tmp_path / "c.csv", rows)
    build = built_models(
        tmp_path / "build",
        "rejected_customers",
        project_vars={
            "customers_file": str(path),
            "analysis_date": "2021-05-09",
            "max_rejected_share": 0.5,
        },
    )
    assert build.query("select customer_id, rejection_reasons from marts.rejected_customers") == [
        ("good", "last_order_date_after_analysis_date, last_offline_order_date_after_analysis_date")
    ]


def test_too_many_rejects_stop_the_build_and_name_the_worst_reasons(tmp_path: Path) -> None:
    rows = sample_rows()
    for row in rows[:3]:
        row["first_order_date"] = "soon"
    # one more reason before it, and one behind it: each row counts for every one of its reasons
    rows[0]["master_id"] = ""
    rows[1]["customer_value_total_ever_online"] = "-5"
    path = write_csv(tmp_path / "c.csv", rows)
    folder = tmp_path / "build"
    build = dbt(
        folder,
        *("build", "--exclude-resource-type", "unit_test", "test"),
        project_vars={"customers_file": str(path)},
    )
    assert build.exit_code != 0
    assert f"3 of {ROWS} customer rows are rejected, more than max_rejected_share 0.01" in (
        build.output
    )
    assert re.findall(r"(\w+): (\d+) row\(s\)", build.output) == [
        ("unparsable_first_order_date", "3"),
        ("missing_customer_id", "1"),
        ("negative_online_spend", "1"),
    ]
    assert build.query("select count(*) from marts.rejected_customers") == [(3,)]
    tables = "select count(*) from duckdb_tables() where table_name = 'customer_segments'"
    assert build.query(tables) == [(0,)]
    assert not (build.published / "current").exists()


@pytest.mark.slow
def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    rows = sample_rows()
    rows[0]["first_order_date"] = "soon"
    rows[1]["first_order_date"] = "soon"
    path = write_csv(tmp_path / "c.csv", rows)
    build = built_models(
        tmp_path / "build",
        *("customer_segments", "rejected_customers"),
        project_vars={"customers_file": str(path)},
    )
    assert build.query("select count(*) from marts.rejected_customers") == [(2,)]


def test_a_header_without_rows_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(",".join(GOOD_ROW) + "\n", encoding="utf-8")
    build = dbt(
        tmp_path / "build",
        *("build", "--exclude-resource-type", "unit_test", "--select", "+int_customers_measured"),
        project_vars={"customers_file": str(path)},
    )
    assert build.exit_code != 0
    assert "no rows" in build.output


@pytest.mark.parametrize("customers", [1, pytest.param(5, marks=pytest.mark.slow)])
def test_tiny_bases_build(customers: int, tmp_path: Path) -> None:
    rows = [GOOD_ROW | {"master_id": f"c{i}"} for i in range(customers)]
    path = write_csv(tmp_path / "c.csv", rows)
    build = built(tmp_path / "build", project_vars={"customers_file": str(path)})
    scores = build.query(
        "select recency_score, frequency_score, monetary_score from marts.customer_segments"
        " order by customer_id"
    )
    assert scores == [(score, score, score) for score in range(1, customers + 1)]


def test_a_replaced_seed_is_built_and_checked(plain_build: Build, tmp_path: Path) -> None:
    """The third way to bring one's own data: another file in the seed's place."""
    project = copied_project(tmp_path / "project")
    write_csv(project / "seeds" / SAMPLE.name, sample_rows())
    build = built_models(tmp_path / "build", "customer_segments", project=project)
    assert build.query(SEGMENTS) == plain_build.query(SEGMENTS)

    columns = list(sample_rows()[0])[1:]
    write_csv(project / "seeds" / SAMPLE.name, sample_rows(), columns)
    broken = dbt(tmp_path / "broken", "build", project=project)
    assert_stopped_before_building(broken, [SAMPLE.name, "'master_id'", "missing is"])


# --- seeds of ours that models or seeds of others stand in for ---------------------------------

SEEDS = sorted(path.stem for path in (ROOT / "seeds").glob("*.csv"))


def test_every_seed_is_read_through_input_model() -> None:
    direct = []
    for folder in ("analyses", "macros", "models", "tests/generic", "tests/reconciliation"):
        for path in (ROOT / folder).rglob("*.sql"):
            for seed in re.findall(r"\bref\([^)]*'(\w+)'\)", path.read_text(encoding="utf-8")):
                if seed in SEEDS:
                    direct.append((path.name, seed))
    assert direct == []


@pytest.mark.slow
def test_all_seeds_can_be_replaced_in_both_forms(tmp_path: Path) -> None:
    """By copies under other names; the maps come without `tier3`, so that nobody has a tier."""
    project = copied_project(tmp_path / "project")
    ours = yaml.safe_load((ROOT / "seeds" / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]
    types = {seed["name"]: seed["config"]["column_types"] for seed in ours}
    copies = []
    for seed in SEEDS:
        lines = (ROOT / "seeds" / f"{seed}.csv").read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("tier3,")]
        copy = project / "seeds" / f"our_{seed}.csv"
        copy.write_text("\n".join(kept) + "\n", encoding="utf-8")
        copies.append({"name": copy.stem, "config": {"column_types": types[seed]}})
    text = yaml.safe_dump({"seeds": copies})
    (project / "seeds" / "_our_seeds.yml").write_text(text, encoding="utf-8")

    replaced = {seed: f"our_{seed}" for seed in SEEDS}
    customers = {"scoring_method": "thresholds", "input_models": replaced}
    parsed = dbt(tmp_path / "customers", "parse", project_vars=customers, project=project)
    assert parsed.exit_code == 0, parsed.output

    del replaced["flo_customers"]
    orders = {"scoring_method": "thresholds", "input_models": replaced, "order_sample": True}
    build = built_models(
        tmp_path / "orders",
        *("order_breakdowns", "customer_segments_history", "borderline_profiles", "segments"),
        "campaign_summary",
        project_vars=orders,
        project=project,
    )
    ((spend,),) = build.query("select sum(monetary) from intermediate.int_customers_segmented")
    assert build.query(
        "select tier, sum(revenue) from marts.order_breakdowns where breakdown = 'region'"
        " group by tier"
    ) == [("(none)", spend)]
    tables = build.query("select distinct table_name from duckdb_tables()")
    assert not {name for (name,) in tables} & set(replaced)
