"""The report holds what it promises: one file, the marts' numbers, both languages, any screen.

The pages are opened in Debian's Chromium, driven by Selenium; where one of them is missing, those
tests are skipped and say so. `OMNICHANNEL_RFM_IMAGES=docs/images` keeps the README's pictures.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import ROOT, Build
from pages import MANUAL

pytest.importorskip("vl_convert", reason="vl-convert is not installed: python3 run.py report")

from omnichannel_rfm.report.__main__ import main  # noqa: E402
from omnichannel_rfm.report.base import METRICS, Base  # noqa: E402
from omnichannel_rfm.report.charts.axes import steps  # noqa: E402
from omnichannel_rfm.report.charts.colours import BLACK, WHITE, text_colour  # noqa: E402
from omnichannel_rfm.report.formats import LANGUAGES, TEXTS, Language  # noqa: E402
from omnichannel_rfm.report.marts import read_marts  # noqa: E402
from omnichannel_rfm.report.page import render  # noqa: E402
from omnichannel_rfm.report.sections.boundaries import Boundaries  # noqa: E402
from omnichannel_rfm.report.sections.spread import Spread  # noqa: E402

WIDTHS = {"desktop": 1280, "phone": 390}
THEMES = ("light", "dark")
VIEWS = [(language, theme, width) for language in LANGUAGES for theme in THEMES for width in WIDTHS]


@pytest.fixture(scope="module")
def report(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the sample, as the command writes it."""
    output = tmp_path_factory.mktemp("report") / "index.html"
    assert main(["--database", str(sample_build.published_database), "--output", str(output)]) == 0
    return output


# --- the file -----------------------------------------------------------------------------


def test_the_page_is_one_small_file_that_names_no_address(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    assert report.stat().st_size < 5_000_000
    assert re.findall(r"https?:|//\w|@import|url\(| src=|<iframe|<object", page) == []
    links = re.findall(r' href="([^"]*)"', page)
    assert links
    assert [link for link in links if not link.startswith("#") and link != "data:,"] == []


def test_the_page_holds_no_customer_id_unless_asked_for(
    sample_build: Build, report: Path, tmp_path: Path
) -> None:
    ids = {row[0] for row in sample_build.query("select customer_id from marts.customer_segments")}
    best = {row[0] for row in sample_build.query("select customer_id from marts.top_customers")}
    words = set(re.findall(r"[\w-]{8,}", report.read_text(encoding="utf-8")))
    assert words & ids == set()

    asked = tmp_path / "asked.html"
    options = ["--database", str(sample_build.published_database), "--output", str(asked)]
    assert main([*options, "--with-customer-ids"]) == 0
    assert set(re.findall(r"[\w-]{8,}", asked.read_text(encoding="utf-8"))) & ids == best


def test_the_same_marts_give_the_same_page(sample_build: Build, report: Path) -> None:
    again = render(read_marts(sample_build.published_database))
    assert again == report.read_text(encoding="utf-8")


def test_every_text_is_in_every_language_with_the_same_values_to_fill_in() -> None:
    for key, texts in TEXTS.items():
        assert set(texts) == set(LANGUAGES), key
        fields = {frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}
        assert len(fields) == 1, key


def test_every_text_is_used() -> None:
    folder = ROOT / "python" / "omnichannel_rfm" / "report"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    code += (folder / "template.html").read_text(encoding="utf-8")
    # Keys are written out, or put together from a stem and the name of what they are about.
    stems = set(
        re.findall(r"""["'](\w+_)\{|["'](\w+_)["'] ~|\}(_\w+)["']|~ ["'](_\w+)["']""", code)
    )
    beginnings = {stem for found in stems for stem in found[:2] if stem}
    endings = {stem for found in stems for stem in found[2:] if stem}
    unused = [
        key
        for key in TEXTS
        if not re.search(rf"""["']{key}["']""", code)
        and not key.startswith(tuple(beginnings))
        and not key.endswith(tuple(endings))
    ]
    assert unused == []


def test_a_missing_database_mart_or_column_is_named(
    sample_build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "index.html"
    nowhere = tmp_path / "nowhere.duckdb"
    assert main(["--database", str(nowhere), "--output", str(output)]) == 1
    assert f"{nowhere} does not exist. Build first: python3 run.py" in capsys.readouterr().err

    for statement, lacking in (
        ("drop table marts.metric_distributions", "metric_distributions"),
        ("alter table marts.campaign_summary drop column export_file", "export_file"),
    ):
        changed = changed_copy(sample_build, tmp_path, statement)
        assert main(["--database", str(changed), "--output", str(output)]) == 1
        error = capsys.readouterr().err
        assert lacking in error
        assert "build again: python3 run.py" in error
        assert not output.exists()


def changed_copy(build: Build, folder: Path, *statements: str) -> Path:
    """Return a copy of a published file after some statements."""
    copy = folder / "changed.duckdb"
    shutil.copy(build.published_database, copy)
    copy.chmod(0o644)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


# --- other data -----------------------------------------------------------------------------


def test_a_base_without_customers_says_so(sample_build: Build, tmp_path: Path) -> None:
    nobody = changed_copy(
        sample_build,
        tmp_path,
        "update marts.segment_profiles set analysis_date = null, customers = 0, revenue = 0,"
        " customer_share = null, revenue_share = null, mean_recency_days = null",
        "update marts.segments set analysis_date = null",
        "delete from marts.metric_distributions",
        "delete from marts.channel_profiles",
        "delete from marts.segment_breakdowns",
        "update marts.borderline_profiles set cut_value = null, customers = 0",
        "update marts.score_thresholds"
        " set lower_value = null, upper_value = null, customers = 0, tied_customers = 0",
        "update marts.source_profile set minimum = null, maximum = null",
    )
    page = render(read_marts(nobody))
    for code in LANGUAGES:
        assert TEXTS["no_customers"][code] in page
    assert "<svg" not in page


def drawing(page: str, summary: str) -> str:
    """Return the first drawing of a page whose summary is the text of a key, in English."""
    return page.split(f'aria-label="{escape(TEXTS[summary]["en"])}"')[1].split("</svg>")[0]


def test_segments_that_brought_back_more_than_they_bought_are_drawn(
    sample_build: Build, tmp_path: Path
) -> None:
    """Below zero on an axis that reaches there, and in no area, bar or list of the best."""
    owing = changed_copy(
        sample_build,
        tmp_path,
        "update marts.segment_profiles set revenue = -revenue, revenue_share = -revenue_share,"
        " mean_monetary = -mean_monetary where segment <> 'champions'",
        "update marts.borderline_profiles set cut_value = -cut_value where metric = 'monetary'",
    )
    page = render(read_marts(owing))
    assert "width:-" not in page
    worth = drawing(page, "worth_summary")
    assert "\N{MINUS SIGN}20\N{NO-BREAK SPACE}%" in worth
    ends = worth.split("mark-symbol")[1]
    places = [float(x) for x in re.findall(r'transform="translate\((-?[\d.]+),', ends)]
    assert len(places) == 20
    assert min(places) > 0
    areas = drawing(page, "tree_revenue_summary")
    assert re.findall(r'aria-label="(\w+):', areas) == ["Champions"]
    assert " 5\N{NO-BREAK SPACE}% of the amount" in page


def cells(page: str) -> set[tuple[str, ...]]:
    """Return the texts of every row of every table."""
    return {
        tuple(re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row))
        for row in re.findall(r"<tr>(.*?)</tr>", page)
    }


# Of recency the lower score's fewest days, of the others its highest value are at the boundary.
TIES = """
    with boundaries as (
        select
            metric, score_partition, score, tied_customers,
            if(metric = 'recency_days', lower_value, upper_value) as cut_value
        from marts.score_thresholds
        where score < (select max(score) from marts.score_thresholds)
    )
    select * from boundaries order by metric, score_partition, score
"""


@pytest.mark.parametrize(
    "project_vars",
    [
        {},
        {"segment_map": "rfm11_codes", "score_buckets": 4, "publish_parquet": True},
        pytest.param(
            {"score_buckets": 10, "score_partition_by": "order_channel"}, marks=pytest.mark.slow
        ),
    ],
    ids=["five scores", "four scores", "ten scores in groups"],
)
def test_ties_stand_at_the_boundaries_that_there_are(
    builds: Callable[..., Build], project_vars: dict[str, Any]
) -> None:
    build = builds(**project_vars)
    marts = read_marts(build.published_database)
    boundaries = Boundaries(Base(marts, Language("en")))
    in_groups = "score_partition_by" in project_vars
    expected, tied = [], {}
    for metric, group, score, customers, value in build.query(TIES):
        boundary = f"{score} | {score + 1}"
        write = {"recency_days": days, "frequency": orders, "monetary": money}[metric]
        expected.append(
            [
                TEXTS[f"metric_{metric}"]["en"],
                f"{group}: {boundary}" if in_groups else boundary,
                write(value, "en") if customers else "–",
                count(customers, "en"),
            ]
        )
        if customers:
            tied.setdefault(metric, {})[group, value] = customers
    buckets = project_vars.get("score_buckets", 5)
    groups = len({row["score_partition"] for row in marts["score_thresholds"]})
    assert len(expected) == 3 * groups * (buckets - 1)
    assert any(row[2] != "–" for row in expected if row[0] == TEXTS["metric_recency_days"]["en"])
    shown = [
        [text.replace("\N{NO-BREAK SPACE}", " ") for text in row]
        for row in boundaries.tie_table.rows
    ]
    assert shown == expected
    # Whoever holds a value that several boundaries cut is tied once.
    totals = [sum(tied.get(metric, {}).values()) for metric in METRICS]
    assert [row["tied"] for row in boundaries.metrics] == [count(total, "en") for total in totals]


def test_scores_of_one_value_are_named_in_their_order(sample_build: Build, tmp_path: Path) -> None:
    """Every recency is one day, so all boundaries cut it: 5, the fewest days, is left of 1."""
    alike = changed_copy(
        sample_build,
        tmp_path,
        "update marts.score_thresholds set lower_value = 7, upper_value = 7"
        " where metric in ('recency_days', 'frequency')",
    )
    base = Base(read_marts(alike), Language("en"))
    assert Spread(base, "recency_days").cuts == ([7.5] * 4, ["5", "4", "3", "2", "1"])
    assert Spread(base, "frequency").cuts == ([7.5] * 4, ["1", "2", "3", "4", "5"])


def test_customers_scored_in_groups_have_cut_points_by_group(
    sample_build: Build, report: Path, tmp_path: Path
) -> None:
    in_groups = changed_copy(
        sample_build,
        tmp_path,
        "update marts.score_thresholds set score_partition = 'Aegean'",
        "update marts.borderline_profiles set score_partition = 'Aegean'",
    )
    page = render(read_marts(in_groups))
    assert "Aegean: 4 | 5" in page
    together = report.read_text(encoding="utf-8")
    assert "4 | 5" in together
    for code in LANGUAGES:
        assert TEXTS["spread_note_groups"][code] in page
        assert TEXTS["spread_note_groups"][code] not in together


def test_history_clusters_and_lifetime_value_are_shown_once_they_are_there(
    sample_build: Build, report: Path, tmp_path: Path
) -> None:
    absent = report.read_text(encoding="utf-8")
    for key in ("moves_absent", "cluster_profiles_absent", "lifetime_value_profiles_absent"):
        assert all(text in absent for text in TEXTS[key].values()), key

    database = changed_copy(
        sample_build,
        tmp_path,
        """
        create table marts.customer_segments_history as
        from (values
            ('a', date '2021-05-01', 'champions'), ('a', date '2021-06-01', 'at_risk'),
            ('b', date '2021-05-01', 'champions'), ('b', date '2021-06-01', 'champions'),
            ('c', date '2021-05-01', 'champions'), ('c', date '2021-06-01', 'champions'),
            ('d', date '2021-05-01', 'at_risk'), ('d', date '2021-06-01', 'champions'),
            ('e', date '2021-06-01', 'new_customers'), ('a', date '2021-04-01', 'hibernating')
        ) as history(customer_id, as_of_date, segment)
        """,
        "create table marts.cluster_profiles as select 7 as cluster, 12345 as customers,"
        " 0.125 as revenue_share",
        "create table marts.lifetime_value_profiles as select 'A' as class, 362.325 as mean",
    )
    page = render(read_marts(database))
    assert "on 1 May 2021 and on 1 June 2021; 50.0\N{NO-BREAK SPACE}% of" in page
    assert page.count('aria-label="Champions → At risk: 1 customers"') == 2  # wide and narrow
    assert {
        ("Champions", "At risk", "1"),
        ("Champions", "Champions", "2"),
        ("At risk", "Champions", "1"),
        ("not yet a customer", "New customers", "1"),
        ("7", "12,345", "12.5\N{NO-BREAK SPACE}%"),
        ("A", "362.33"),
        ("A", "362,33"),
    } <= cells(page)

    other = changed_copy(
        sample_build, tmp_path, "create table marts.customer_segments_history as select 1 as number"
    )
    lacking = TEXTS["moves_columns"]["en"].format(columns="as_of_date, customer_id, segment")
    assert lacking in render(read_marts(other))


def test_a_step_of_a_campaign_begins_its_line_in_its_language(
    sample_build: Build, tmp_path: Path
) -> None:
    database = changed_copy(
        sample_build,
        tmp_path,
        "delete from marts.campaign_funnel where campaign_id = 'new_brand' and step_number > 0",
        "update marts.campaign_funnel set condition_en = 'bought for <5', condition_tr = 'ilk'"
        " where campaign_id = 'discount' and step_number = 1",
    )
    page = render(read_marts(database))
    funnels = [
        re.findall("<li><span>(.*?)</span>", funnel)
        for funnel in re.findall(r'<ol class="funnel">(.*?)</ol>', page, re.DOTALL)
    ]
    assert funnels[:4] == [
        ["All customers", "Bought for &lt;5", "Buys AKTIFCOCUK or COCUK or ERKEK"],
        ["All customers"],
        ["Tüm müşteriler", "İlk", "Kategori: AKTIFCOCUK veya COCUK veya ERKEK"],
        ["Tüm müşteriler"],
    ]


# Of the 3,064 customers who meet the rule of `discount` 2,425 are on the list.
LEFT_OUT = {
    "permission_refused_customers": 12,
    "permission_unknown_customers": 101,
    "suppressed_customers": 7,
    "repeated_too_soon_customers": 40,
    "contact_limit_customers": 33,
    "universal_control_customers": 150,
    "other_campaign_customers": 2,
    "household_customers": 19,
    "over_maximum_customers": 1,
    "control_customers": 274,
}
EXCLUDED = f"""
    update marts.campaign_summary set customers = 2425, planned_cost = 606.25,
        {", ".join(f"{column} = {number}" for column, number in LEFT_OUT.items())}
    where campaign_id = 'discount'
"""
COMPARED = """
    insert into marts.campaign_lift by name
    select *, date '2021-06-01' as analysis_date, 'x' as run_id, 'x' as project_version
    from (values
        ('discount', 'treatment', 'buyer_share', 'all', 2425, 274, 0.083711, 0.051095,
            0.032616, 0.001300, 0.057215, 0.638341, 0.012345, 1.671234, 'worked',
            'Worked: more by 3.26 points.', 'İşe yaradı; fark: 3,26 puan.'),
        ('discount', 'treatment', 'buyer_share', 'at_risk', 20, 0, 0.1, null,
            null, null, null, null, null, null, 'too_small', 'Too small.', 'Çok küçük.'),
        ('discount', 'treatment', 'orders_per_customer', 'all', 2425, 274, 0.101031, 0.105839,
            -0.004808, -0.061000, 0.051384, -0.045428, null, null, 'nothing_shown',
            'Nothing shown; a difference of 0.0803 or more would have been seen.',
            'Bir etki gösterilemedi; 0,0803 ya da daha büyük bir fark görülürdü.'),
        ('discount', 'treatment', 'revenue_per_customer', 'all', 2425, 274, 9.5, 21.75,
            -12.25, -20.5, -4.0, -0.563218, -0.8, -0.1, 'harmed', 'Did harm.', 'Zarar verdi.'),
        ('spring <mail>', 'blue letter', 'buyer_share', 'all', 700, 500, null, null,
            null, null, null, null, null, null, 'ratio_wrong', 'The arms have other sizes.',
            'Grupların büyüklükleri farklı.'),
        ('spring_post', 'a', 'visits_share', 'all', 25000, 25000, 0.18, 0.106,
            0.074, 0.068, 0.08, 0.698113, 0.630101, 0.771, 'still_running', 'Still running.',
            'Sürüyor.'),
        ('spring_post', 'b', 'visits_share', 'all', 25000, 25000, 0.106, 0.106,
            0, null, null, 0, null, null, 'still_running', 'Still running.', 'Sürüyor.'),
        ('spring_post', 'a', 'visits_per_customer', 'all', 25000, 25000, 0.5, 0,
            0.5, 0.45, 0.55, null, null, null, 'still_running', 'Still running.', 'Sürüyor.')
    ) as rows(
        campaign_id, arm, measure, segment, treated_customers, control_customers, treated_mean,
        control_mean, difference, difference_low, difference_high, relative_lift,
        relative_lift_low, relative_lift_high, verdict, verdict_en, verdict_tr
    )
"""

VERDICTS = ("worked", "nothing_shown", "harmed")


@pytest.fixture(scope="module")
def campaigns_report(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page with a campaign that leaves customers out, and with measured ones."""
    folder = tmp_path_factory.mktemp("campaigns_report")
    output = folder / "index.html"
    output.write_text(
        render(read_marts(changed_copy(sample_build, folder, EXCLUDED, COMPARED))),
        encoding="utf-8",
    )
    return output


def written(text: str) -> str:
    """Return a text as it stands in the page."""
    return escape(text).replace("&#x27;", "&#39;")


def campaign_articles(page: Path, code: str) -> dict[str, str]:
    """Return the articles on campaigns of a language by the texts of their headings.

    Those of the results begin with a star.
    """
    section = page.read_text(encoding="utf-8").split(f'<section id="campaigns-{code}"')[1]
    articles = re.findall(
        r"<article.*?<h([34])>(.*?)</h[34]>(.*?)</article>", section.split("</section>")[0], re.S
    )
    return {
        ("*" if level == "4" else "") + name: text.replace("\N{NO-BREAK SPACE}", " ")
        for level, name, text in articles
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_funnel_goes_on_to_the_list(
    campaigns_report: Path, sample_build: Build, code: str
) -> None:
    """Each reason takes as many as it says, in the order of the columns, and the list is left."""
    ((name, untouched),) = sample_build.query(
        f"select max(name_{code}) filter (where campaign_id = 'discount'),"
        f" max(name_{code}) filter (where campaign_id = 'new_brand') from marts.campaign_summary"
    )
    articles = campaign_articles(campaigns_report, code)
    article = articles[written(name)]
    steps_shown = re.findall(r"<li[^>]*><span>(.*?)</span><span [^>]*><b>(.*?)</b>", article)
    left, expected = 3064, []
    for column, number in LEFT_OUT.items():
        left -= number
        text = TEXTS[f"without_{column}"][code].format(number=count(number, code))
        expected.append((text, count(left, code)))
    assert left == 2425
    expected.append((TEXTS["step_list"][code], count(2425, code)))
    assert steps_shown[2][1] == count(3064, code)
    assert steps_shown[3:] == expected
    cost = money(Decimal("606.25"), code)
    assert TEXTS["campaign_cost"][code].format(cost=cost) in article
    shares = [float(width) for width in re.findall(r'style="width:([\d.]+)%"', article)]
    assert shares == sorted(shares, reverse=True)

    whole = articles[written(untouched)]
    assert TEXTS["step_list"][code] not in whole
    assert TEXTS["campaign_cost"][code].split(" {")[0] not in whole


def places(text: str) -> list[float]:
    """Return where a drawing of an interval has zero, the point, and the ends of the bar, if any.

    In the drawing's own units; nothing where there is no drawing.
    """
    drawn = text.partition("role-mark")[2]
    marks = r'<line transform="translate\(([-\d.]+),|mark-symbol.*?translate\(([-\d.]+),'
    found = [float(zero or point) for zero, point in re.findall(marks, drawn)]
    for bar in re.findall(r'<path d="(M[^"]*)" fill="var\(--accent\)" fill-opacity', drawn):
        across = [float(x) for x in re.findall(r"[MLC ]?(-?[\d.]+),-?[\d.]+", bar)]
        found += [min(across), max(across)]
    return found


def effects(article: str) -> list[dict[str, Any]]:
    """Return what an article on results says: heading, verdict, facts, labels of the drawing."""
    return [
        {
            "measure": re.findall("<h5>(.*?)</h5>", text)[0],
            "verdict": re.findall('<p class="verdict">(.*?)</p>', text)[0],
            "facts": re.findall("<dd>(.*?)</dd>", text),
            "labels": re.findall(r'<path aria-label="(.*?)"', text),
            "places": places(text),
            "ticks": re.findall("<text [^>]*>(.*?)</text>", text)[:-1],
        }
        for text in article.split('<div class="effect">')[1:]
    ]


@pytest.mark.parametrize(
    ("code", "name", "facts", "worst"),
    [
        (
            "en",
            "Up to 40 % off men&#39;s and children&#39;s goods",
            [
                "2,425 customers · 8.37 %",
                "274 customers · 5.11 %",
                "+3.26 points (+0.13 to +5.72)",
                "+63.8 % (+1.2 % to +167.1 %)",
            ],
            ["2,425 customers · 9.50 TL", "274 customers · 21.75 TL"]
            + ["−12.25 TL (−20.50 to −4.00)", "−56.3 % (−80.0 % to −10.0 %)"],
        ),
        (
            "tr",
            "Erkek ve çocuk ürünlerinde %40&#39;a varan indirim",
            [
                "2.425 müşteri · %8,37",
                "274 müşteri · %5,11",
                "+3,26 puan (+0,13 ile +5,72 arası)",
                "+%63,8 (+%1,2 ile +%167,1 arası)",
            ],
            ["2.425 müşteri · 9,50 TL", "274 müşteri · 21,75 TL"]
            + ["−12,25 TL (−20,50 ile −4,00 arası)", "−%56,3 (−%80,0 ile −%10,0 arası)"],
        ),
    ],
)
def test_each_arm_and_measure_of_a_campaign_has_its_interval_and_verdict(
    campaigns_report: Path,
    sample_build: Build,
    code: str,
    name: str,
    facts: list[str],
    worst: list[str],
) -> None:
    articles = campaign_articles(campaigns_report, code)
    assert [key for key in articles if key[0] == "*"] == [
        f"*{name}",
        "*spring &lt;mail&gt;",
        "*spring_post",
    ]
    shown = effects(articles[f"*{name}"])
    keys = ("buyer_share", "orders_per_customer", "revenue_per_customer")
    assert [one["measure"] for one in shown] == [TEXTS[f"measure_{key}"][code] for key in keys]
    said = {"en": "Worked: more by 3.26 points.", "tr": "İşe yaradı; fark: 3,26 puan."}
    assert shown[0]["verdict"] == said[code]
    assert shown[0]["facts"] == facts
    assert shown[2]["facts"] == worst
    for one in shown:
        assert one["labels"] == [
            f"{one['measure']}, treatment: {one['facts'][2]}".replace("&#39;", "'")
        ]
    # A bar that holds zero, or lies on one side of it: the zero line, point, and ends of the bar.
    worked, nothing, harmed = (one["places"] for one in shown)
    assert 0 == worked[0] < worked[2] < worked[1] < worked[3]
    assert nothing[2] < nothing[1] < nothing[0] < nothing[3]
    assert harmed[2] < harmed[1] < harmed[3] < harmed[0]
    scale = (harmed[0] - harmed[2]) / 20.5
    assert harmed == pytest.approx([harmed[0] + scale * x for x in (0, -12.25, -20.5, -4)], abs=0.1)
    ((at_risk,),) = sample_build.query(
        f"select name_{code} from marts.segments where segment = 'at_risk'"
    )
    everybody = (TEXTS["all_customers"][code], count(2425, code))
    rows = [row for row in cells(articles[f"*{name}"]) if len(row) == 10]
    assert {(row[0], row[3], row[9]) for row in rows} == {
        *((*everybody, TEXTS[f"verdict_{key}"][code]) for key in VERDICTS),
        (at_risk, "20", TEXTS["verdict_too_small"][code]),
        tuple(TEXTS[f"col_{key}"][code] for key in ("segment", "treated_customers", "verdict")),
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_not_known_of_a_campaign_is_no_number(campaigns_report: Path, code: str) -> None:
    articles = campaign_articles(campaigns_report, code)
    (wrong,) = effects(articles["*spring &lt;mail&gt;"])
    customers = [TEXTS["lift_customers"][code].format(customers=n) for n in (700, 500)]
    assert wrong["facts"] == [*customers, "–", "–"]
    assert wrong["labels"] == []
    assert "<svg" not in articles["*spring &lt;mail&gt;"]
    assert not re.search(r"None|nan|>0[.,]0", articles["*spring &lt;mail&gt;"])

    # Without an interval there is a point alone; arms of one measure have one scale.
    mean, first, second = effects(articles["*spring_post"])
    assert first["measure"] == second["measure"] != mean["measure"]
    assert len(first["places"]) == 4
    assert second["places"] == [0, 0]
    assert first["ticks"] == second["ticks"] == ["0", "5", "10"]
    assert "(" not in second["facts"][2]
    assert mean["facts"][3] == "–" != first["facts"][3]
    dashes = [row for row in cells(articles["*spring &lt;mail&gt;"]) if len(row) == 10 and row[3]]
    assert [row[5:9] for row in dashes if row[3] == "700"] == [("–",) * 4]


def test_without_a_measured_campaign_the_page_says_what_would_be_shown(
    sample_build: Build, report: Path, campaigns_report: Path, tmp_path: Path
) -> None:
    for statement, key in (
        ("select 1", "lift_none"),
        ("drop table marts.campaign_lift", "lift_absent"),
        ("alter table marts.campaign_lift drop column verdict_tr", "lift_columns"),
    ):
        page = render(read_marts(changed_copy(sample_build, tmp_path, statement)))
        for text in TEXTS[key].values():
            assert text.format(columns="verdict_tr") in page
            assert text.format(columns="verdict_tr") not in campaigns_report.read_text("utf-8")
        assert 'class="effect"' not in page
    assert "docs/use/campaigns.md" in report.read_text("utf-8")


def test_the_page_says_what_all_campaigns_together_are_worth(
    sample_build: Build, tmp_path: Path
) -> None:
    """Also where no campaign is measured; and that permissions were not looked at, if so."""
    together = """
        insert into marts.program_lift by name
        select 'buyer_share' as measure, 'all' as segment, date '2021-05-01' as launched_on,
            date '2021-06-01' as analysis_date, 18000 as treated_customers,
            2000 as control_customers, 0.02 as treated_mean, 0.01 as control_mean,
            0.01 as difference, 0.004 as difference_low, 0.014 as difference_high,
            'worked' as verdict, 'Worked: more by 1 point.' as verdict_en,
            'İşe yaradı; fark: 1 puan.' as verdict_tr, 'x' as run_id, 'x' as project_version
    """
    page = render(read_marts(changed_copy(sample_build, tmp_path, together)))
    checked = "update marts.campaign_summary set are_permissions_checked = true"
    checked_page = render(read_marts(changed_copy(sample_build, tmp_path, checked)))
    for language, verdict in (("en", "Worked: more by 1 point."), ("tr", "fark: 1 puan.")):
        name, unlooked = (TEXTS[key][language] for key in ("lift_program", "campaign_permissions"))
        assert name in page and name not in checked_page
        assert verdict in page
        assert unlooked in page and unlooked not in checked_page


def test_rejected_rows_are_counted_by_reason_and_not_shown(
    sample_build: Build, tmp_path: Path
) -> None:
    database = changed_copy(
        sample_build,
        tmp_path,
        "insert into marts.rejected_customers by name select 1 as rejected_row_number,"
        " 'no_orders, missing_order_channel' as rejection_reasons, 'secret-id' as customer_id,"
        " 'x' as run_id, 'x' as project_version",
    )
    page = render(read_marts(database))
    assert '<th scope="row">no_orders</th><td>1</td>' in page
    assert '<th scope="row">missing_order_channel</th><td>1</td>' in page
    assert "secret-id" not in page


def test_the_page_says_what_it_is_of(sample_build: Build, report: Path, tmp_path: Path) -> None:
    sample = report.read_text(encoding="utf-8")
    assert all(text in sample for text in TEXTS["input_sample"].values())
    assert "19,945 rows read, 0 of them not accepted" in sample
    assert "orders from 2 January 2013 to 30 May 2021" in sample
    assert "2 Ocak 2013 ile 30 Mayıs 2021 arası siparişler" in sample
    for name, shown in (("'shop'", "shop (a&amp;b.csv)"), ("null", "a&amp;b.csv")):
        copy = changed_copy(
            sample_build,
            tmp_path,
            f"update marts.input_summary set input_name = {name}, input_files = 'a&b.csv',"
            " is_sample = false, built_at = timestamp '2024-02-03 04:05:06', rows_read = 1200,"
            " rows_rejected = 7",
        )
        page = render(read_marts(copy))
        assert f"Input: {shown} · 1,200 rows read, 7 of them not accepted · " in page
        assert "built 3 February 2024 04:05 UTC" in page
        assert f"Girdi: {shown} · 1.200 satır okundu, 7 tanesi alınmadı · " in page


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0.275, [0, 0.1, 0.2, 0.3]),
        (0.09, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_axes_have_round_steps_and_reach_beyond_the_data(
    most: float, expected: list[float]
) -> None:
    assert steps(most, 5) == expected


def test_an_axis_of_returns_begins_below_zero() -> None:
    assert steps(1.02, 5, lowest=-0.02) == [-0.5, 0, 0.5, 1, 1.5]
    assert steps(0.4, 5, lowest=-0.6) == [-0.6, -0.4, -0.2, 0, 0.2, 0.4]


@pytest.mark.parametrize(
    ("code", "texts", "of_returns"),
    [
        (
            "en",
            ["1,234,567.89", "9.1 %", "15.0 million TL", "1 June 2021", "–", "−3"],
            ["0", "−2.5 million TL", "1,000.0 billion TL", "× −0.30"],
        ),
        (
            "tr",
            ["1.234.567,89", "%9,1", "15,0 milyon TL", "1 Haziran 2021", "–", "−3"],
            ["0", "−2,5 milyon TL", "1.000,0 milyar TL", "× −0,30"],
        ),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    code: str, texts: list[str], of_returns: list[str]
) -> None:
    language = Language(code)
    written = [
        language.number(Decimal("1234567.885"), 2),
        language.share(Decimal("0.09050")),
        language.short_money(Decimal("15046892.22")),
        language.date("2021-06-01"),
        language.number(None),
        language.number(-3),
        language.number(Decimal("-0.49")),
        language.short_money(Decimal("-2500000.00")),
        language.short_money(Decimal("999999999999.00")),
        language.times(Decimal("-0.3")),
    ]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in written] == texts + of_returns


def test_text_on_a_colour_is_black_or_white_whichever_is_easier_to_read() -> None:
    assert text_colour("#f2b705") == BLACK
    assert text_colour("#1b7f4d") == WHITE


# --- the page in a browser --------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a headless Chromium that records console messages and requests."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium: python3 run.py test")
    programs = [
        next(filter(None, map(shutil.which, names)), None)
        for names in (("chromium", "chromium-browser", "google-chrome"), ("chromedriver",))
    ]
    if None in programs:
        pytest.skip("no Chromium here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("headless=new", "disable-gpu", "hide-scrollbars", "lang=en"):
        options.add_argument(f"--{argument}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium's sandbox refuses root
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(programs[1])
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


def open_page(browser: Any, page: Path, language: str, theme: str, width: str) -> None:
    metrics = {"width": WIDTHS[width], "height": 900, "deviceScaleFactor": 1}
    metrics["mobile"] = width == "phone"
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    for log in ("browser", "performance"):
        browser.get_log(log)  # what the page of another test has left
    browser.get(f"{page.as_uri()}?lang={language}&theme={theme}")


LOOK = """
const visible = (element) => element.checkVisibility({visibilityProperty: true})
    && !element.closest('.unseen, .skip');
const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', {willReadFrequently: true});
const parsed = {};
const rgba = (colour) => {
    if (!(colour in parsed)) {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        parsed[colour] = [r, g, b, a / 255];
    }
    return parsed[colour];
};
const background = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
        const layer = rgba(getComputedStyle(one).backgroundColor);
        layers.push(layer);
        if (layer[3] === 1) break;
    }
    return layers.reverse().reduce(
        (below, [r, g, b, a]) => [r, g, b].map((c, i) => c * a + below[i] * (1 - a)),
        [255, 255, 255]);
};
const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => c / 255)
        .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
};
for (const details of document.querySelectorAll('details')) details.open = true;

const faint = [], cut = [], overlapping = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || element.closest('script, style, svg') || !visible(element)) continue;
    const ratio = contrast(rgba(getComputedStyle(element).color), background(element));
    if (ratio < 4.5) faint.push([text, ratio.toFixed(2)]);
}
for (const svg of document.querySelectorAll('svg')) {
    if (!visible(svg)) continue;
    const card = svg.closest('.card');
    const frame = card.getBoundingClientRect(), paper = background(card);
    const boxes = [];
    for (const text of svg.querySelectorAll('text')) {
        if (!text.textContent.trim()) continue;
        const box = text.getBoundingClientRect();
        const fill = getComputedStyle(text).fill;
        // Black and white texts stand on a segment's colour: test_readme.py holds these to 4.5.
        const onColour = ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'].includes(fill);
        const ratio = contrast(rgba(fill), paper);
        if (!onColour && ratio < 4.5) faint.push([text.textContent, ratio.toFixed(2)]);
        if (box.left < frame.left || box.right > frame.right) cut.push(text.textContent);
        for (const [other, name] of boxes) {
            const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            if (wide > 1 && high > 3) overlapping.push([name, text.textContent]);
        }
        boxes.push([box, text.textContent]);
    }
}
return {
    faint, cut, overlapping,
    tooWide: document.documentElement.scrollWidth - innerWidth,
    unnamed: [...document.querySelectorAll('svg')].filter(
        (svg) => svg.getAttribute('role') !== 'img' || !svg.getAttribute('aria-label')).length,
    tablesWithoutCaption: [...document.querySelectorAll('table')].filter(
        (table) => !table.caption || !table.caption.textContent.trim()).length,
    headings: [...document.querySelectorAll('h1, h2, h3, h4')].filter(visible)
        .map((heading) => heading.tagName),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    deadLinks: [...document.querySelectorAll('a[href]')].filter(
        (a) => !document.querySelector(a.getAttribute('href'))).length,
    languages: [document.documentElement.lang,
        ...[...document.querySelectorAll('.page')].filter(visible).map((page) => page.lang)],
    theme: document.documentElement.dataset.theme,
};
"""


@pytest.mark.parametrize("page", ["report", "campaigns_report"])
@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_the_page_opens_cleanly_and_is_readable(
    browser: Any, request: pytest.FixtureRequest, page: str, language: str, theme: str, width: str
) -> None:
    report: Path = request.getfixturevalue(page)
    open_page(browser, report, language, theme, width)
    found = browser.execute_script(LOOK)
    assert browser.get_log("browser") == []
    messages = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
    requested = {
        message["params"]["request"]["url"].partition("?")[0]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    }
    assert {url for url in requested if not url.startswith("data:")} == {report.as_uri()}

    assert found["faint"] == []
    assert found["cut"] == []
    assert found["overlapping"] == []
    assert found["tooWide"] <= 0
    assert found["unnamed"] == found["tablesWithoutCaption"] == found["deadLinks"] == 0
    levels = [int(tag[1]) for tag in found["headings"]]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels[:-1], levels[1:], strict=True))
    assert len(found["ids"]) == len(set(found["ids"]))
    assert found["languages"] == [language, language]
    assert found["theme"] == theme


# --- paper ------------------------------------------------------------------------------------

# Width of A4 in CSS pixels, without the margins of style.css.
PAPER = {"portrait": 703, "landscape": 1031}
CUT_OFF = """
for (const details of document.querySelectorAll('details')) details.open = true;
const shown = [...document.querySelectorAll('.page:not([hidden]) table')]
    .filter((table) => table.checkVisibility());
const cut = [];
for (const table of shown) {
    const card = table.closest('.card'), style = getComputedStyle(card);
    const box = card.getBoundingClientRect();
    const left = box.left + parseFloat(style.paddingLeft) - 1;
    const right = box.right - parseFloat(style.paddingRight) + 1;
    const hidden = getComputedStyle(table.parentElement).overflowX !== 'visible';
    for (const cell of table.querySelectorAll('th, td')) {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const texts = [...range.getClientRects()].filter((text) => text.width > 1);
        if (texts.some((text) => text.left < left || text.right > right)
            || hidden && table.offsetWidth > table.parentElement.clientWidth)
            cut.push([table.caption.textContent, cell.textContent]);
    }
    const cells = [...table.querySelectorAll('td')].filter((cell) => cell.checkVisibility());
    for (const cell of cells)
        if (cell.scrollWidth > cell.clientWidth + 1)
            cut.push([table.caption.textContent, cell.textContent, 'runs over']);
}
const colours = getComputedStyle(document.body);
return {cut, tables: shown.map((table) => table.rows.length * table.rows[0].cells.length),
    paper: colours.backgroundColor, ink: colours.color,
    tooWide: document.documentElement.scrollWidth - innerWidth};
"""


@pytest.fixture(scope="module")
def full_report(builds: Callable[..., Build], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of all that can be shown: 11 segments that move, clusters, lifetime value."""
    build = builds(segment_map="rfm11_codes", score_buckets=4, publish_parquet=True)
    folder = tmp_path_factory.mktemp("full_report")
    values = {
        mart: yaml.safe_load(
            (ROOT / "models" / "marts" / theme / f"{mart}.yml").read_text(encoding="utf-8")
        )["models"][0]["columns"]
        for theme, mart in (
            ("clusters", "cluster_profiles"),
            ("lifetime_value", "lifetime_value_profiles"),
        )
    }
    statements = [
        f"create table marts.{mart} as select "
        + ", ".join(
            f"'a name' as {c['name']}"
            if c["data_type"] == "string"
            else f"1234567.89 as {c['name']}"
            for c in columns
        )
        + " from range(7)"
        for mart, columns in values.items()
    ]
    history = """
        create table marts.customer_segments_history as
        select customer_id, date '2021-05-01' as as_of_date, segment from marts.customer_segments
        union all
        select customer_id, date '2021-06-01', lead(segment, 1, segment) over (order by customer_id)
        from marts.customer_segments
    """
    database = changed_copy(build, folder, history, EXCLUDED, COMPARED, *statements)
    output = folder / "index.html"
    options = ["--database", str(database), "--output", str(output), "--with-customer-ids"]
    assert main(options) == 0
    return output


@pytest.mark.parametrize("direction", PAPER)
@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("tr", "dark"), ("tr", "light")])
def test_no_column_is_cut_off_on_paper(
    browser: Any, full_report: Path, language: str, theme: str, direction: str
) -> None:
    open_page(browser, full_report, language, theme, "desktop")
    metrics = {"width": PAPER[direction], "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        found = browser.execute_script(CUT_OFF)
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert found["cut"] == []
    assert found["tooWide"] <= 0
    assert len(found["tables"]) >= 9
    assert max(found["tables"]) > 100
    assert (found["paper"], found["ink"]) == ("rgb(255, 255, 255)", "rgb(27, 36, 48)")


def test_language_and_colours_are_switched_by_keyboard(browser: Any, report: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    open_page(browser, report, "en", "light", "desktop")
    for _ in range(2):
        browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Türkçe"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.title == TEXTS["title"]["tr"]
    assert browser.find_element("css selector", "h1:not([hidden] *)").text == TEXTS["title"]["tr"]

    browser.switch_to.active_element.send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.SPACE)
    assert browser.execute_script("return document.documentElement.dataset.theme") == "dark"
    assert browser.switch_to.active_element.get_attribute("aria-pressed") == "true"


def test_every_mark_with_a_label_can_be_pointed_at(campaigns_report: Path) -> None:
    page = campaigns_report.read_text(encoding="utf-8")
    marks = re.findall(r"<path aria-label=[^>]*>", page)
    assert len(marks) > 100
    assert [one for one in marks if " fill=" not in one] == []


def test_a_mark_says_what_it_stands_for_when_pointed_at(browser: Any, report: Path) -> None:
    open_page(browser, report, "en", "light", "desktop")
    marks = browser.find_elements("css selector", ".page:not([hidden]) svg.wide [aria-label]")
    mark = next(one for one in marks if one.get_attribute("aria-label").startswith("At risk: 3,"))
    browser.execute_async_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});"
        "requestAnimationFrame(() => requestAnimationFrame(arguments[1]))",
        mark,
    )
    browser.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "arguments[0].dispatchEvent(new PointerEvent('pointermove',"
        " {bubbles: true, clientX: box.x + 5, clientY: box.y + 5}))",
        mark,
    )
    tip = browser.find_element("id", "tip")
    assert tip.is_displayed()
    assert tip.text == "At risk: 3,076, 15.4 %"


# --- the numbers ------------------------------------------------------------------------------


def count(value: int | Decimal, language: str, places: int = 0) -> str:
    exact = Decimal(value).quantize(Decimal(10) ** -places, ROUND_HALF_UP)
    text = f"{exact:,}"
    return text.translate({44: ".", 46: ","}) if language == "tr" else text


def share(value: Decimal, language: str) -> str:
    number = count(value * 100, language, 1)
    return f"%{number}" if language == "tr" else f"{number} %"


def money(value: Decimal, language: str, places: int = 2) -> str:
    return f"{count(value, language, places)} TL"


def whole_money(value: Decimal, language: str) -> str:
    return money(value, language, 0)


def as_it_is(value: Any, language: str) -> str:
    return {"(none)": {"en": "(none)", "tr": "(yok)"}[language]}.get(value, str(value))


def days(value: Decimal | None, language: str) -> str:
    unit = {"en": "days", "tr": "gün"}[language]
    return "–" if value is None else f"{count(value, language)} {unit}"


def orders(value: Decimal | None, language: str) -> str:
    unit = {"en": "orders", "tr": "sipariş"}[language]
    return "–" if value is None else f"{count(value, language)} {unit}"


def spend(value: Decimal | None, language: str) -> str:
    return "–" if value is None else money(value, language, 0)


SIZES = """
    select segments.name_{language}, profiles.customers, profiles.customer_share,
        profiles.revenue, profiles.revenue_share
    from marts.segment_profiles as profiles
    inner join marts.segments as segments on profiles.segment = segments.segment
    order by segments.display_order
"""
MEANS = """
    select segments.name_{language}, mean_recency_days, median_recency_days, mean_frequency,
        median_frequency, mean_monetary, median_monetary, mean_average_order_value,
        median_average_order_value
    from marts.segment_profiles as profiles
    inner join marts.segments as segments on profiles.segment = segments.segment
    order by segments.display_order
"""
BREAKDOWN = """
    select dimension_value, segments.name_{{language}}, customers, orders, revenue
    from marts.segment_breakdowns as breakdowns
    inner join marts.segments as segments on breakdowns.segment = segments.segment
    where dimension = '{}' order by dimension_value, segments.display_order
"""
BINS = """
    select lower_value, upper_value, customers, customer_share
    from marts.metric_distributions where metric = '{}' order by bin_number
"""
CELLS = """
    select recency_score, frequency_score, segments.name_{language}, segment_count, customers,
        customer_share, revenue, revenue_share
    from marts.rf_grid as cells
    inner join marts.segments as segments on cells.segment = segments.segment
    order by recency_score, frequency_score
"""
SIZE_KINDS = (as_it_is, count, share, money, share)


def tenths(value: Decimal, language: str) -> str:
    return count(value, language, 1)


# Every table on the page: its mart, what it should hold, and how each column is written.
TABLES: list[tuple[str, str, tuple[Callable[[Any, str], str], ...]]] = [
    ("segment_profiles", SIZES, SIZE_KINDS),
    ("segment_profiles", MEANS, (as_it_is, *[tenths] * 4, *[money] * 4)),
    ("rf_grid", CELLS, (*[as_it_is] * 4, count, share, money, share)),
    *[
        ("segment_breakdowns", BREAKDOWN.format(name), (as_it_is, as_it_is, count, count, money))
        for name in ("order_channel", "last_order_channel", "category", "store_company")
    ],
    *[
        ("metric_distributions", BINS.format(metric), (write, write, count, share))
        for metric, write in (("recency_days", days), ("frequency", orders), ("monetary", spend))
    ],
    (
        "score_thresholds",
        "select score, lower_value, upper_value, customers, tied_customers"
        " from marts.score_thresholds where metric = 'monetary' order by score",
        (as_it_is, money, money, count, count),
    ),
    (
        "channel_profiles",
        "select channel, customers, orders, revenue, mean_spend, revenue_per_order"
        " from marts.channel_profiles where channel_kind = 'order_channel' order by channel",
        (as_it_is, count, count, whole_money, whole_money, whole_money),
    ),
    (
        "source_profile",
        "select column_name, null_count + empty_count,"
        " if(column_type = 'text', '–', minimum), if(column_type = 'text', '–', maximum)"
        " from marts.source_profile order by column_position",
        (as_it_is, count, as_it_is, as_it_is),
    ),
]


def tables_shown(browser: Any) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return mart and rows of every table of the language shown, as the browser writes them."""
    found = browser.execute_script(
        "return [...document.querySelectorAll('.page:not([hidden]) [data-mart]')].map((table) =>"
        " [table.dataset.mart, [...table.querySelectorAll('tbody tr')].map((row) =>"
        " [...row.cells].map((cell) => cell.innerText.replaceAll('\\u00a0', ' ')))])"
    )
    return [(mart, [tuple(row) for row in rows]) for mart, rows in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_hold_the_marts_numbers(
    browser: Any, report: Path, sample_build: Build, language: str
) -> None:
    open_page(browser, report, language, "light", "desktop")
    browser.execute_script(
        "for (const one of document.querySelectorAll('details')) one.open = true"
    )
    shown = tables_shown(browser)
    for mart, query, kinds in TABLES:
        rows = sample_build.query(query.format(language=language))
        expected = [
            tuple(write(value, language) for write, value in zip(kinds, row, strict=True))
            for row in rows
        ]
        assert expected
        assert (mart, expected) in shown, (mart, query)
    named = {mart for mart, _ in shown}
    assert named >= {"campaign_summary", "borderline_profiles"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiles_grid_and_funnels_hold_the_marts_numbers(
    browser: Any, report: Path, sample_build: Build, language: str
) -> None:
    open_page(browser, report, language, "light", "desktop")

    def texts(selector: str) -> list[str]:
        return browser.execute_script(
            "return [...document.querySelectorAll('.page:not([hidden]) ' + arguments[0])]"
            ".map((one) => one.innerText.replaceAll('\\u00a0', ' '))",
            selector,
        )

    ((customers, revenue, number_of_orders, win_back),) = sample_build.query(
        "select count(*), sum(monetary), sum(frequency),"
        " sum(monetary) filter (where segments.tone = 'win_back')"
        " from marts.customer_segments as customers"
        " inner join marts.segments as segments on customers.segment = segments.segment"
    )
    millions = f"{count(revenue / 10**6, language, 1)} {TEXTS['million'][language]} TL"
    percent = count(100 * win_back / revenue, language)
    assert texts("[data-kpi] strong") == [
        count(customers, language),
        millions,
        count(number_of_orders, language),
        money(revenue / customers, language, 0),
        money(revenue / Decimal(number_of_orders), language, 0),
        f"%{percent}" if language == "tr" else f"{percent} %",
    ]

    cells = sample_build.query(
        "select customers from marts.rf_grid order by recency_score desc, frequency_score"
    )
    assert texts(".grid td b") == [count(number, language) for (number,) in cells]

    for row in sample_build.rows("campaign_summary"):
        steps_left = sample_build.query(
            "select customers from marts.campaign_funnel"
            f" where campaign_id = '{row['campaign_id']}' order by step_number"
        )
        assert steps_left[-1] == (row["customers"],)
        written = [count(number, language) for (number,) in steps_left]
        assert " ".join(written) in " ".join(texts(".funnel b"))
        assert any(row["export_file"] in text for text in texts("#campaigns-" + language))

    borders = sample_build.query(
        "select sum(customers) from marts.borderline_profiles group by metric"
        " order by position(metric in 'recency_days, frequency, monetary')"
    )
    assert texts("#certainty-" + language + " .funnel b")[:3] == [
        count(number, language) for (number,) in borders
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_high_as_their_numbers(
    browser: Any, report: Path, sample_build: Build, width: str
) -> None:
    """In the drawing's own units, where a bar's height is its customers by one factor."""
    open_page(browser, report, "en", "light", width)
    drawings = browser.execute_script(
        "return [...document.querySelectorAll('.page:not([hidden]) svg')]"
        ".filter((svg) => svg.checkVisibility() && svg.getAttribute('aria-label')"
        ".startsWith('Histogram')).map((svg) => [...svg.querySelectorAll('[aria-label]')]"
        ".map((bar) => bar.getBBox().height))"
    )
    assert len(drawings) == 3
    for metric, heights in zip(("recency_days", "frequency", "monetary"), drawings, strict=True):
        rows = sample_build.query(BINS.format(metric))
        customers = [row[2] for row in rows]
        assert len(heights) == len(customers)
        factor = max(heights) / max(customers)
        assert heights == pytest.approx([number * factor for number in customers], abs=0.01)


# --- pictures -----------------------------------------------------------------------------------

# File, language, theme, screen, and the parts of the page that it runs from and to; none: the top.
PICTURES = [
    ("report_overview", "en", "light", "desktop", "", "#shape-en .two"),
    ("report_grid_dark", "tr", "dark", "desktop", "#shape-tr .two:has(.grid)", "#action-tr .card"),
    ("report_phone", "en", "light", "phone", "", "#size-en .card"),
]
CLIP = """
const [first, last] = arguments;
const begin = first ? document.querySelector(first).getBoundingClientRect().top - 10 : 0;
const end = document.querySelector(last).getBoundingClientRect().bottom + 10;
return [begin + (first ? scrollY : 0), end + scrollY - begin];
"""


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture[0])
def test_pictures_of_the_readme_are_there_and_can_be_taken(
    browser: Any, report: Path, picture: tuple[str, ...], tmp_path: Path
) -> None:
    name, language, theme, width, first, last = picture
    open_page(browser, report, language, theme, width)
    top, height = browser.execute_script(CLIP, first, last)
    clip = {"x": 0, "y": top, "width": WIDTHS[width], "height": height, "scale": 1}
    taken = browser.execute_cdp_cmd(
        "Page.captureScreenshot",
        {"format": "png", "captureBeyondViewport": True, "clip": clip},
    )
    folder = Path(os.environ.get("OMNICHANNEL_RFM_IMAGES", tmp_path))
    (folder / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))
    kept = ROOT / "docs" / "images" / f"{name}.png"
    assert 10_000 < kept.stat().st_size < 400_000
    assert f"images/{name}.png" in MANUAL
