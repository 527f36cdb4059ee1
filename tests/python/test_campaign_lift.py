"""Experiments run elsewhere: members and outcomes are judged, and compared as published."""

from __future__ import annotations

import contextlib
import csv
import json
import math
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

import duckdb
import pytest
from conftest import Build, built_models, dbt, real_file

Z = NormalDist().inv_cdf(0.975)
POWER = NormalDist().inv_cdf(0.8)
MODELS = ("+campaign_lift", "+rejected_records")
# Settings of the build of all corners, however it is given them.
GIVEN = {"outcome_measures": ["visits"], "max_rejected_share": 0.05}
SEGMENTS = {("1", "0"): "mens", ("0", "1"): "womens", ("1", "1"): "both", ("0", "0"): "neither"}

# --- members and outcomes that hold every corner ------------------------------------------

# Arm -> customers, and the revenue of those of them who bought; each of them has one order.
CORNERS: dict[str, dict[str, tuple[int, list[str]]]] = {
    "sound": {
        "control": (80, ["10.00"] * 12 + ["20.50"] * 12 + ["-3.25"] * 12 + ["7.00"] * 12),
        "mail": (70, ["11.00"] * 14 + ["22.00"] * 14 + ["-1.75"] * 14 + ["9.99"] * 14),
        "call": (40, ["5.00"] * 11),
    },
    "harmful": {"control": (60, ["10.00", "30.00"] * 20), "mail": (60, ["1.00", "5.00"] * 5)},
    "nothing": {"control": (100, ["10.00"] * 20), "mail": (100, ["10.00"] * 21)},
    "zeros": {"control": (40, []), "mail": (40, [])},
    "one": {"control": (1, ["5.00"]), "mail": (1, [])},
    "returns": {"control": (40, ["-9.00"] * 20), "mail": (40, ["8.00"] * 20)},
    "ratio": {"control": (50, ["1.00"] * 20), "mail": (150, ["1.00"] * 20)},
    "uneven": {"control": (40, ["1.00"] * 20), "mail": (160, ["1.00"] * 20)},
}
SHARES = {("ratio", "control"): "1", ("ratio", "mail"): "1"} | {
    ("uneven", "control"): "0.2",
    ("uneven", "mail"): "0.8",
}
# A row of outcomes that is not used -> why.
BAD_OUTCOMES = {
    ",sound control 70,1,1,0": "missing_campaign_id",
    "sound,,1,1,0": "missing_customer_id",
    "sound,sound control 71,-1,1,0": "negative_orders",
    "sound,sound control 72,1.5,1,0": "unparsable_orders",
    "sound,sound control 73,1,1.005,0": "ambiguous_revenue, unparsable_revenue",
    "sound,sound control 74,one,1,0": "unparsable_orders",
    "sound,sound control 75,1,1,many": "unparsable_visits",
    "sound,sound control 76,1,1,0": "conflicting_rows",
    "sound,sound control 76,2,1,0": "conflicting_rows",
    "sound,stranger,1,1,0": "not_a_member",
    "strange,sound control 77,1,1,0": "not_a_member",
    "zeros,zeros mail 2,0,0,0": "repeated_row",
}
BAD_MEMBERS = {
    ";nobody;mail;;;": "missing_campaign_id",
    "sound;;mail;;;": "missing_customer_id",
    "sound;armless;;;;": "missing_arm",
    "sound;everywhere;mail;all;;": "reserved_segment",
    "alone;somebody;mail;;;": "campaign_without_control",
    "sound;=1+1;mail;;;": "formula_like_customer_id",
    "sound;twice;mail;;;": "conflicting_rows",
    "sound;twice;control;;;": "conflicting_rows",
    "shares;a;control;;;0": "arm_share_not_above_zero",
    'shares;"b ""q""";control;;;half': "unparsable_arm_share",
}


def member_segment(number: int) -> str:
    """Return the segment of the member of this number; of every seventh none is known."""
    return "" if number % 7 == 0 else ("new", "old")[number % 2]


def member_stratum(campaign: str, number: int) -> str:
    """Return the stratum of a member: what it bought before, in three groups, or none."""
    return f"s{number % 3}" if campaign == "sound" and number % 5 else ""


def write_corners(folder: Path) -> None:
    """Write members and outcomes of the corners, each file with a delimiter of its own."""
    members = ["campaign;Customer ID;arm;segment;stratum;arm_share"]
    outcomes = ["campaign_id,customer_id,orders,revenue,visits"]
    for campaign, arms in CORNERS.items():
        for arm, (customers, revenues) in arms.items():
            for number in range(customers):
                segment = "" if arm == "call" else member_segment(number)
                values = (
                    *(campaign, f"{campaign} {arm} {number}", arm, segment),
                    *(member_stratum(campaign, number), SHARES.get((campaign, arm), "")),
                )
                members.append(";".join(values))
            outcomes += [
                f"{campaign},{campaign} {arm} {number},1,{revenue},{number % 3}"
                for number, revenue in enumerate(revenues)
            ]
    # Of nobody a row that says nothing; of another the same twice, in other words.
    outcomes += ["zeros,zeros control 1,,,0", "zeros,zeros mail 2, 0,0.0,0"]
    for name, lines in (
        ("members", [*members, *BAD_MEMBERS]),
        ("outcomes", [*outcomes, *BAD_OUTCOMES]),
    ):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "corners.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a build of the corners, and of the published experiment where it is at hand."""
    folder = tmp_path_factory.mktemp("lift")
    write_corners(folder)
    with contextlib.suppress(pytest.skip.Exception):
        write_hillstrom(folder, real_file("experiments/hillstrom.csv"))
    return built_models(
        folder / "build",
        *("campaign_lift", "rejected_records"),
        project_vars={
            "campaign_members_file": f"{folder}/members/*.csv",
            "campaign_members_columns": {
                "campaign_id": ["campaign", "campaign_id"],
                "customer_id": ["Customer ID", "customer_id"],
            },
            "campaign_outcomes_file": f"{folder}/outcomes/*.csv",
            **GIVEN,
        },
    )


# --- the same figures by other formulas ---------------------------------------------------


@cache
def t_quantile(degrees: float) -> float:
    """Return the quantile 0.975 of Student's t, by adding up its density."""
    factor = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    factor /= math.sqrt(degrees * math.pi)

    def density(x: float) -> float:
        return factor * (1 + x * x / degrees) ** (-(degrees + 1) / 2)

    def below(x: float, steps: int = 2000) -> float:
        inner = sum((4 if step % 2 else 2) * density(step * x / steps) for step in range(1, steps))
        return 0.5 + (density(0) + inner + density(x)) * x / steps / 3

    low, high = 1.9, 13.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < 0.975 else (low, middle)
    return low


def wilson(successes: int, customers: int) -> tuple[float, float]:
    """Return the ends of the score interval, as the roots of the equation that they solve."""
    share = successes / customers
    a, b, c = 1 + Z * Z / customers, 2 * share + Z * Z / customers, share * share
    root = math.sqrt(b * b - 4 * a * c)
    return (b - root) / (2 * a), (b + root) / (2 * a)


def newcombe(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """Return method 10 of Newcombe (1998) for x of n less y of m."""
    (l1, u1), (l2, u2) = wilson(x, n), wilson(y, m)
    p1, p2 = x / n, y / m
    low = p1 - p2 - math.hypot(p1 - l1, u2 - p2)
    return low, p1 - p2 + math.hypot(u1 - p1, p2 - l2)


def spread(values: list[float]) -> tuple[float, float]:
    """Return mean and squared standard error."""
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, variance / len(values)


def satterthwaite(parts: list[tuple[float, int]]) -> float:
    """Return the degrees of freedom of a sum of squared errors, each of so many values."""
    total = math.fsum(error for error, _ in parts)
    return total**2 / math.fsum(error**2 / (count - 1) for error, count in parts)


def welch(treated: list[float], control: list[float]) -> tuple[float, float]:
    """Return Welch's interval of the difference of two means."""
    (mean_1, error_1), (mean_2, error_2) = spread(treated), spread(control)
    degrees = satterthwaite([(error_1, len(treated)), (error_2, len(control))])
    half = t_quantile(round(degrees, 9)) * math.sqrt(error_1 + error_2)
    return mean_1 - mean_2 - half, mean_1 - mean_2 + half


def expected(treated: list[float], control: list[float], is_share: bool) -> dict[str, float]:
    """Return the estimates of a comparison with enough customers, without the strata."""
    n, m = len(treated), len(control)
    (mean_1, error_1), (mean_2, error_2) = spread(treated), spread(control)
    if is_share:
        interval = newcombe(round(mean_1 * n), n, round(mean_2 * m), m)
        error_1, error_2 = mean_1 * (1 - mean_1) / n, mean_2 * (1 - mean_2) / m
    else:
        interval = welch(treated, control)
    found = {
        "treated_mean": mean_1,
        "control_mean": mean_2,
        "difference": mean_1 - mean_2,
        "difference_low": interval[0],
        "difference_high": interval[1],
        "detectable_difference": (Z + POWER) * math.sqrt(error_1 + error_2),
    }
    if mean_1 > 0 and mean_2 > 0:
        half = Z * math.hypot(math.sqrt(error_1) / mean_1, math.sqrt(error_2) / mean_2)
        ratio = mean_1 / mean_2
        found |= {
            "relative_lift": ratio - 1,
            "relative_lift_low": ratio / math.exp(half) - 1,
            "relative_lift_high": ratio * math.exp(half) - 1,
        }
    return found


def test_newcombes_own_example() -> None:
    """His table II: 56 of 70 against 48 of 80, and 9 of 10 against 3 of 10."""
    assert [round(end, 4) for end in newcombe(56, 70, 48, 80)] == [0.0524, 0.3339]
    assert [round(end, 4) for end in newcombe(9, 10, 3, 10)] == [0.1705, 0.8090]


def test_quantiles_are_those_of_printed_tables() -> None:
    for degrees, printed in ((5, 2.571), (29, 2.045), (60, 2.000), (120, 1.980)):
        assert round(t_quantile(degrees), 3) == printed


# --- the corners --------------------------------------------------------------------------


def lift(build: Build, campaign: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the rows of a campaign by arm, measure and segment."""
    return {
        (row["arm"], row["measure"], row["segment"]): row
        for row in build.rows("campaign_lift")
        if row["campaign_id"] == campaign
    }


def values(campaign: str, arm: str, measure: str, segment: str) -> list[float]:
    """Return what a measure is of each member of an arm, out of the corners."""
    customers, revenues = CORNERS[campaign][arm]
    found = []
    for number in range(customers):
        own = "" if arm == "call" else member_segment(number)
        if segment in ("all", own):
            bought = number < len(revenues)
            numbers = {
                "buyer_share": bought,
                "orders_per_customer": bought,
                "revenue_per_customer": float(revenues[number]) if bought else 0,
                "visits_share": bought and number % 3 > 0,
                "visits_per_customer": number % 3 if bought else 0,
            }
            found.append(float(numbers[measure]))
    return found


@pytest.mark.parametrize("campaign", ["sound", "harmful", "nothing", "uneven"])
def test_every_figure_is_that_of_other_formulas(corners: Build, campaign: str) -> None:
    rows = lift(corners, campaign)
    compared = 0
    for (arm, measure, segment), row in rows.items():
        treated = values(campaign, arm, measure, segment)
        control = values(campaign, "control", measure, segment)
        assert (row["treated_customers"], row["control_customers"]) == (len(treated), len(control))
        assert float(row["treated_total"]) == pytest.approx(math.fsum(treated))
        if len(treated) > 9 and len(set(treated)) > 1 and len(set(control)) > 1:
            figures = expected(treated, control, measure.endswith("_share"))
            for column, figure in figures.items():
                # The expansion of the quantile of t is right to four places at ten degrees.
                near = 1e-6 if len(treated) > 29 or "low" not in column + "high" else 2e-4
                found = float(row[column])
                assert found == pytest.approx(figure, abs=near), (arm, measure, segment, column)
            compared += 1
    assert compared >= 10
    segments = {segment for _, _, segment in rows}
    assert segments == {"all", "new", "old"}


def test_strata_are_weighted_by_all_their_members(corners: Build) -> None:
    """Of `sound`, revenue: four of five members are in a stratum; the arm `call` too."""
    by_stratum: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for arm, (customers, _) in CORNERS["sound"].items():
        revenue = values("sound", arm, "revenue_per_customer", "all")
        for number in range(customers):
            by_stratum[member_stratum("sound", number)][arm].append(revenue[number])
    members = sum(customers for customers, _ in CORNERS["sound"].values())
    weights = {name: sum(map(len, arms.values())) for name, arms in by_stratum.items() if name}
    covered = sum(weights.values())
    difference, parts = 0.0, []
    for name, weight in weights.items():
        treated, control = by_stratum[name]["mail"], by_stratum[name]["control"]
        difference += weight / covered * (spread(treated)[0] - spread(control)[0])
        parts += [
            (spread(side)[1] * (weight / covered) ** 2, len(side)) for side in (treated, control)
        ]
    half = t_quantile(round(satterthwaite(parts), 9)) * math.sqrt(sum(part for part, _ in parts))
    row = lift(corners, "sound")["mail", "revenue_per_customer", "all"]
    assert float(row["stratified_share"]) == pytest.approx(covered / members, abs=1e-6)
    assert float(row["stratified_difference"]) == pytest.approx(difference, abs=1e-6)
    assert float(row["stratified_difference_low"]) == pytest.approx(difference - half, abs=2e-6)
    assert float(row["stratified_difference_high"]) == pytest.approx(difference + half, abs=2e-6)
    # Where no stratum is given, nothing is said of strata.
    without = lift(corners, "nothing")["mail", "revenue_per_customer", "all"]
    assert {without[name] for name in without if name.startswith("stratified")} == {None}


def test_verdicts_of_the_corners(corners: Build) -> None:
    def verdict(campaign: str, measure: str, arm: str = "mail", segment: str = "all") -> str:
        return lift(corners, campaign)[arm, measure, segment]["verdict"]

    assert verdict("sound", "buyer_share") == "worked"
    assert verdict("harmful", "revenue_per_customer") == "harmed"
    assert verdict("nothing", "buyer_share") == "nothing_shown"
    assert verdict("zeros", "buyer_share") == "too_small"
    assert verdict("one", "revenue_per_customer") == "too_small"
    assert verdict("ratio", "buyer_share") == "ratio_wrong"
    # As many as planned, four to one.
    assert verdict("uneven", "buyer_share") != "ratio_wrong"
    # No member of the arm is in the segment.
    assert verdict("sound", "buyer_share", "call", "new") == "too_small"
    # Returns that outweigh sales have a difference, and no ratio.
    returns = lift(corners, "returns")["mail", "revenue_per_customer", "all"]
    assert (returns["control_mean"], returns["difference"]) == (Decimal("-4.5"), Decimal("8.5"))
    assert returns["verdict"] == "worked"
    assert returns["relative_lift"] is returns["relative_lift_low"] is None


def test_a_wrong_ratio_leaves_counts_and_no_estimate(corners: Build) -> None:
    """50 and 150 of 200 where halves were planned: 50² / 100 + 50² / 100 = 50."""
    row = lift(corners, "ratio")["mail", "buyer_share", "all"]
    assert (row["sample_ratio_chi_squared"], row["sample_ratio_degrees"]) == (50, 1)
    assert (row["treated_customers"], row["treated_total"]) == (150, 20)
    estimates = ("mean", "difference", "low", "high", "lift", "share")
    blocked = [name for name in row if name.endswith(estimates)]
    assert len(blocked) == 13
    assert {row[name] for name in blocked} == {None}


def test_a_verdict_says_its_numbers_in_both_languages(corners: Build) -> None:
    row = lift(corners, "nothing")["mail", "buyer_share", "all"]
    points = f"{100 * row['detectable_difference']:.2f}"
    assert f"a difference of {points} points or more" in row["verdict_en"]
    assert f"{points.replace('.', ',')} puan" in row["verdict_tr"]
    row = lift(corners, "harmful")["mail", "revenue_per_customer", "all"]
    assert f"{row['difference']:.4f} a customer" in row["verdict_en"]
    assert all(row["verdict_en"] and row["verdict_tr"] for row in lift(corners, "zeros").values())


def test_rejected_rows_say_why_as_they_came(corners: Build) -> None:
    found = corners.query(
        "select form, record_json, rejection_reasons from marts.rejected_records order by all"
    )
    expected_rows = []
    for form, bad, delimiter, fields in (
        ("campaign_members", BAD_MEMBERS, ";", "arm segment stratum arm_share"),
        ("campaign_outcomes", BAD_OUTCOMES, ",", "orders revenue visits"),
    ):
        names = ("campaign_id", "customer_id", *fields.split())
        for line, reasons in bad.items():
            (texts,) = csv.reader([line], delimiter=delimiter)
            record = dict(zip(names, [text or None for text in texts], strict=True))
            expected_rows.append((form, record, reasons))
    read = [(form, json.loads(text), reasons) for form, text, reasons in found]
    assert sorted(read, key=str) == sorted(expected_rows, key=str)


def test_without_input_there_are_no_rows(sample_build: Build) -> None:
    assert sample_build.rows("campaign_lift") == []
    assert sample_build.rows("rejected_records") == []


# --- what is refused ----------------------------------------------------------------------


def refused(folder: Path, **project_vars: Any) -> str:
    """Return what a build says that does not succeed."""
    build = dbt(
        folder,
        *("build", "--exclude-resource-type", "unit_test", "--select", *MODELS),
        project_vars=project_vars,
    )
    assert build.exit_code != 0
    return " ".join(build.output.split())


def test_a_missing_column_and_an_unknown_field_are_named(tmp_path: Path) -> None:
    write_corners(tmp_path)
    file = f"{tmp_path}/members/corners.csv"
    said = refused(tmp_path / "missing", campaign_members_file=file)
    assert "missing is 'campaign_id' (our campaign_id); found: campaign, Customer ID" in said
    assert "the var campaign_members_columns such as {customer_id: YOUR_COLUMN}" in said


@pytest.mark.slow
def test_what_cannot_be_is_refused_by_the_name_of_its_var(tmp_path: Path) -> None:
    write_corners(tmp_path)
    file = f"{tmp_path}/outcomes/corners.csv"
    both = {"campaign_outcomes_file": file, "campaign_outcomes_table": "main.outcomes"}
    said = refused(tmp_path / "both", **both)
    assert "Several inputs are given: campaign_outcomes_file" in said
    said = refused(tmp_path / "none", campaign_outcomes_file=f"{tmp_path}/none/*.csv")
    assert "campaign_outcomes_file" in said and "matches no file" in said
    said = refused(tmp_path / "field", campaign_outcomes_columns={"shoe_size": "x"})
    assert "campaign_outcomes_columns" in said and "'shoe_size' is not one of our fields" in said
    said = refused(tmp_path / "measure", campaign_outcomes_file=file, outcome_measures=["clicks"])
    assert "missing is 'clicks' (our clicks)" in said
    said = refused(tmp_path / "taken", outcome_measures=["orders"])
    assert "outcome_measures" in said and "'orders' is ours" in said


@pytest.mark.slow
def test_too_many_rejected_rows_stop_the_build_with_their_form(tmp_path: Path) -> None:
    write_corners(tmp_path)
    columns = {"campaign_id": "campaign", "customer_id": "Customer ID"}
    said = refused(
        tmp_path / "build",
        campaign_members_file=f"{tmp_path}/members/corners.csv",
        campaign_members_columns=columns,
        max_rejected_share=0.001,
    )
    assert f"{len(BAD_MEMBERS)} of" in said and "rows of campaign_members are rejected" in said
    assert "conflicting_rows: 2 row(s)" in said and "rejected_records" in said


@pytest.mark.slow
def test_a_table_gives_the_same_as_files(corners: Build, tmp_path: Path) -> None:
    write_corners(tmp_path)
    with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
        for name, delimiter in (("members", ";"), ("outcomes", ",")):
            connection.execute(
                f"create table {name} as from read_csv('{tmp_path}/{name}/corners.csv',"
                f" all_varchar = true, header = true, delim = '{delimiter}')"
            )
    by_table = built_models(
        tmp_path,
        *("campaign_lift", "rejected_records"),
        project_vars={
            "campaign_members_table": "main.members",
            "campaign_members_columns": {"campaign_id": "campaign", "customer_id": "Customer ID"},
            "campaign_outcomes_table": "main.outcomes",
            **GIVEN,
        },
    )
    for campaign in CORNERS:
        found, again = (lift(build, campaign) for build in (corners, by_table))
        for row in (*found.values(), *again.values()):
            del row["run_id"]
        assert found == again
    assert by_table.bytes_of("rejected_records") == corners.bytes_of("rejected_records")


# --- a published experiment ---------------------------------------------------------------


def write_hillstrom(folder: Path, file: Path) -> None:
    """Write the e-mail experiment as members and outcomes: who did nothing has no row."""
    with (
        file.open(encoding="utf-8", newline="") as source,
        (folder / "members" / "hillstrom.csv").open("w", encoding="utf-8") as members,
        (folder / "outcomes" / "hillstrom.csv").open("w", encoding="utf-8") as outcomes,
    ):
        members.write("campaign_id,customer_id,arm,segment,stratum,arm_share\n")
        outcomes.write("campaign_id\tcustomer_id\torders\trevenue\tvisits\n")
        for number, row in enumerate(csv.DictReader(source)):
            arm = "control" if row["segment"] == "No E-Mail" else row["segment"]
            segment = SEGMENTS[row["mens"], row["womens"]]
            stratum = row["history_segment"]
            members.write(f'hillstrom,{number},{arm},{segment},"{stratum}",0.3333333333333333\n')
            if row["visit"] == "1":
                values = (row["conversion"], row["spend"], row["visit"])
                outcomes.write("\t".join(("hillstrom", str(number), *values)) + "\n")


def printed(value: float) -> int:
    """Return how many decimal places a figure is printed with."""
    return -Decimal(repr(value)).as_tuple().exponent


def test_hillstrom_is_as_published(corners: Build) -> None:
    published = json.loads(real_file("published/hillstrom_published.json").read_text("utf-8"))
    real_file("experiments/hillstrom.csv")
    rows = {
        (arm, measure): row
        for (arm, measure, segment), row in lift(corners, "hillstrom").items()
        if segment == "all"
    }
    measures = {"visit": "visits_share", "spend": "revenue_per_customer"}
    seen = 0
    for entry in published["figures"]:
        figure, arm, value = entry["figure"], entry.get("arm"), entry["value"]
        side = "control" if arm == "No E-Mail" else "treated"
        measure = next((ours for word, ours in measures.items() if word in figure), "buyer_share")
        row = rows["Mens E-Mail" if side == "control" or not arm else arm, measure]
        factor = 100 if "percent" in figure or "points" in figure else 1
        customers, total = row[f"{side}_customers"], row[f"{side}_total"]
        if "bootstrap" in figure:
            lift_or_difference = "relative_lift" if "relative" in figure else "difference"
            # Newcombe agrees to 0.002 points, Welch to 0.008, the log ratio to about one percent.
            near = {"relative_lift": 1, "difference": 0.0025 if factor == 100 else 0.008}
            for end, bound in zip(("low", "high"), value, strict=True):
                found = float(row[f"{lift_or_difference}_{end}"]) * factor
                assert found == pytest.approx(bound, abs=near[lift_or_difference]), entry
        elif figure == "customers":
            assert customers == value
        elif "sample ratio" in figure:
            assert round(float(row["sample_ratio_chi_squared"]), printed(value)) == value
            assert row["sample_ratio_degrees"] == 2
        elif "mean" in figure:
            # Of all three arms: two comparisons have the control in common.
            both = [rows[arm, measure] for arm in ("Mens E-Mail", "Womens E-Mail")]
            totals = sum(one["treated_total"] for one in both) + both[0]["control_total"]
            assert round(float(totals) / 64000, printed(value)) == value
        else:
            found = float(total) / customers
            if "difference" in figure:
                found -= float(row["control_total"]) / row["control_customers"]
            assert found * factor == pytest.approx(value, abs=0.5000001 * 10 ** -printed(value))
            assert float(row["treated_mean"]) == pytest.approx(
                float(row["treated_total"]) / row["treated_customers"], abs=5.1e-7
            )
        seen += 1
    assert seen == len(published["figures"]) == 20


def test_both_mails_of_hillstrom_by_earlier_purchases(corners: Build) -> None:
    """The women's mail sells to who bought for women, and not to who bought for men alone."""
    file = real_file("experiments/hillstrom.csv")
    spent: dict[tuple[str, str], list[float]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            key = row["segment"], SEGMENTS[row["mens"], row["womens"]]
            spent[key].append(float(row["spend"]))
    rows = lift(corners, "hillstrom")
    assert {segment for _, _, segment in rows} == {"all", "mens", "womens", "both"}
    for arm in ("Mens E-Mail", "Womens E-Mail"):
        for segment in ("mens", "womens", "both"):
            row = rows[arm, "revenue_per_customer", segment]
            figures = expected(spent[arm, segment], spent["No E-Mail", segment], is_share=False)
            for column, figure in figures.items():
                assert float(row[column]) == pytest.approx(figure, abs=2e-6), (arm, segment, column)
    assert rows["Womens E-Mail", "buyer_share", "womens"]["verdict"] == "worked"
    assert rows["Womens E-Mail", "buyer_share", "mens"]["verdict"] == "nothing_shown"
    assert rows["Mens E-Mail", "buyer_share", "mens"]["verdict"] == "worked"
