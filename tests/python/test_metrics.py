"""MetricFlow answers the project's metrics as plain SQL on the marts does, value by value.

On the shipped samples, offline: `mf` reads the semantic manifest that dbt has written, and the
database that it has built.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Build, called, copied_project

pytestmark = pytest.mark.slow
pytest.importorskip("dbt_metricflow", reason="`python3 run.py install metrics` installs it")

PAGE = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
PACKAGE = "omnichannel_rfm"

# Commands of `mf`, in one process, as each start takes 3 s.
ASK = """
import json, sys
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from dbt_metricflow.cli.main import cli

configuration = CLIConfiguration()
for arguments in json.load(sys.stdin):
    cli.main(arguments, obj=configuration, standalone_mode=False)
"""


@dataclass(frozen=True)
class Question:
    """What `mf query` is asked, and the SQL on the marts that gives the same columns."""

    name: str
    options: str
    sql: str
    is_ordered: bool = False


SAMPLE_QUESTIONS = (
    Question(
        "totals",
        "--metrics customers,orders,revenue,repeat_customers,average_order_value,"
        "revenue_per_customer,repeat_share",
        """
        select count(*) as customers, sum(frequency) as orders, sum(monetary) as revenue,
            count(*) filter (frequency > 1) as repeat_customers,
            sum(monetary)::double / sum(frequency) as average_order_value,
            sum(monetary)::double / count(*) as revenue_per_customer,
            count(*) filter (frequency > 1)::double / count(*) as repeat_share
        from marts.customer_segments
        """,
    ),
    Question(
        "worth_by_order_channel",
        "--metrics customers,revenue,average_order_value --group-by customer__order_channel",
        """
        select order_channel as customer__order_channel, count(*) as customers,
            sum(monetary) as revenue,
            sum(monetary)::double / sum(frequency) as average_order_value
        from marts.customer_segments group by all
        """,
    ),
    Question(
        "segments_by_last_order_channel",
        "--metrics customers,revenue_per_customer --group-by segment,customer__last_order_channel",
        """
        select segment, last_order_channel as customer__last_order_channel,
            count(*) as customers, sum(monetary)::double / count(*) as revenue_per_customer
        from marts.customer_segments group by all
        """,
    ),
    Question(
        "recency_scores_of_mobile",
        "--metrics customers,orders --group-by customer__recency_score "
        """--where "{{ Dimension('customer__order_channel') }} = 'Mobile'" """,
        """
        select recency_score as customer__recency_score, count(*) as customers,
            sum(frequency) as orders
        from marts.customer_segments where order_channel = 'Mobile' group by all
        """,
    ),
    Question(
        "revenue_by_aim",
        "--metrics revenue,segment_share,segment_revenue_share --group-by segment__tone",
        """
        select tone as segment__tone, sum(revenue) as revenue,
            sum(customer_share) as segment_share, sum(revenue_share) as segment_revenue_share
        from marts.segment_profiles inner join marts.segments using (segment) group by all
        """,
    ),
    Question(
        "customers_by_year_of_first_order",
        "--metrics customers,revenue --group-by customer__first_order_date__year "
        "--order -customer__first_order_date__year --limit 5",
        """
        select date_trunc('year', first_order_date)::date as customer__first_order_date__year,
            count(*) as customers, sum(monetary) as revenue
        from marts.customer_segments group by all order by 1 desc limit 5
        """,
        is_ordered=True,
    ),
    Question(
        "customers_as_of_the_analysis_date",
        "--metrics customers,targeted_customers,category_customers --group-by metric_time",
        """
        select analysis_date as metric_time__day, count(*) as customers,
            (select sum(customers) from marts.campaign_summary) as targeted_customers,
            (select sum(customers) from marts.category_profiles) as category_customers
        from marts.customer_segments group by all
        """,
    ),
    Question(
        "categories_by_segment",
        "--metrics category_customers,category_revenue,category_orders "
        "--group-by breakdown__item,segment__name_tr",
        """
        select name_tr as segment__name_tr, dimension_value as breakdown__item,
            customers as category_customers, revenue as category_revenue,
            orders as category_orders
        from marts.segment_breakdowns inner join marts.segments using (segment)
        where dimension = 'category'
        """,
    ),
    Question(
        "companies_of_champions",
        "--metrics company_customers,company_revenue,company_orders --group-by breakdown__item "
        """--where "{{ Entity('segment') }} = 'champions'" """,
        """
        select company as breakdown__item, count(*) as company_customers,
            sum(monetary) as company_revenue, sum(frequency) as company_orders
        from (
            select *, unnest(string_split(store_company_list, ',')) as company
            from marts.customer_segments where segment = 'champions'
        ) group by all
        """,
    ),
    Question(
        "reach_of_all_campaigns",
        "--metrics campaign_reach,campaign_base,targeted_revenue",
        """
        select sum(customers)::double / sum(customers_in_base) as campaign_reach,
            sum(customers_in_base) as campaign_base, sum(revenue) as targeted_revenue
        from marts.campaign_summary
        """,
    ),
    Question(
        "reached_by_segment",
        "--metrics reached_customers,reached_share --group-by segment",
        """
        -- dbt 1.12.6 loses fill_nulls_with: it would give 0 where nobody is reached.
        select segment,
            nullif(count(distinct campaign_targets.customer_id), 0) as reached_customers,
            count(distinct campaign_targets.customer_id)::double
                / count(distinct customer_segments.customer_id) as reached_share
        from marts.customer_segments
        left join marts.campaign_targets using (customer_id, segment) group by all
        """,
    ),
    Question(
        "reached_by_campaign_and_channel",
        "--metrics reached_customers --group-by campaign,customer__order_channel",
        """
        select campaign_id as campaign, order_channel as customer__order_channel,
            count(*) as reached_customers
        from marts.campaign_targets group by all
        """,
    ),
    Question(
        "segment_overview",
        "--saved-query segment_overview",
        """
        select segment, name_en as segment__name_en, display_order as segment__display_order,
            count(*) as customers, any_value(customer_share) as segment_share,
            sum(monetary) as revenue, any_value(revenue_share) as segment_revenue_share,
            sum(frequency) as orders, sum(monetary)::double / sum(frequency) as average_order_value,
            sum(monetary)::double / count(*) as revenue_per_customer,
            count(*) filter (frequency > 1)::double / count(*) as repeat_share
        from marts.customer_segments
        inner join marts.segments using (segment)
        inner join marts.segment_profiles using (segment)
        group by all order by display_order
        """,
    ),
    Question(
        "channel_overview",
        "--saved-query channel_overview",
        """
        select channel as customer__order_channel, customers, revenue,
            revenue::double / orders as average_order_value,
            revenue::double / customers as revenue_per_customer,
            (select count(*) filter (frequency > 1)::double / count(*)
             from marts.customer_segments where order_channel = channel) as repeat_share
        from (
            select order_channel as channel, count(*) as customers, sum(monetary) as revenue,
                sum(frequency) as orders
            from marts.customer_segments group by all
        ) order by 1
        """,
    ),
    Question(
        "category_overview",
        "--saved-query category_overview",
        """
        select category as breakdown__item, count(*) as category_customers,
            sum(frequency) as category_orders, sum(monetary) as category_revenue
        from (
            select *, trim(unnest(string_split(coalesce(
                nullif(trim(category_list, '[]'), ''), '(none)'), ','))) as category
            from marts.customer_segments
        ) group by all order by 1
        """,
    ),
    Question(
        "company_overview",
        "--saved-query company_overview",
        """
        select dimension_value as breakdown__item, sum(customers) as company_customers,
            sum(orders) as company_orders, sum(revenue) as company_revenue
        from marts.segment_breakdowns where dimension = 'store_company'
        group by all order by 1
        """,
    ),
    Question(
        "campaign_overview",
        "--saved-query campaign_overview",
        """
        select campaign_id as campaign, name_en as campaign__name_en,
            customers as targeted_customers, revenue as targeted_revenue,
            customers_in_base as campaign_base,
            customers::double / customers_in_base as campaign_reach
        from marts.campaign_summary order by 1
        """,
    ),
    Question(
        "last_order_months",
        "--saved-query last_order_months",
        """
        select date_trunc('month', last_order_date)::date as customer__last_order_date__month,
            count(*) as customers, sum(monetary) as revenue
        from marts.customer_segments group by all order by 1
        """,
    ),
)

MIGRATIONS = """
    marts.segment_migrations
    inner join marts.segments as from_segments on from_segment = from_segments.segment
    left join marts.segments as to_segments on to_segment = to_segments.segment
"""
LAPSED = "from_segments.tone in ('win_back', 'let_go')"
REACTIVATED = f"{LAPSED} and to_segments.tone in ('retain', 'grow')"
HISTORY_QUESTIONS = (
    Question(
        "shares_of_order_lines",
        "--metrics customers,repeat_share --group-by segment",
        """
        select segment, count(*) as customers,
            count(*) filter (frequency > 1)::double / count(*) as repeat_share
        from marts.customer_segments group by all
        """,
    ),
    Question(
        "reactivation_by_date",
        "--saved-query reactivation_by_date",
        f"""
        select as_of_date as metric_time__day, sum(customers) as lapsed_customers,
            coalesce(sum(customers) filter ({REACTIVATED}), 0) as reactivated_customers,
            coalesce(sum(customers) filter ({REACTIVATED}), 0)::double / sum(customers)
                as reactivation_rate
        from {MIGRATIONS} where {LAPSED} group by all order by 1
        """,
    ),
    Question(
        "reactivation_by_year_and_segment",
        "--metrics reactivation_rate --group-by from_segment,metric_time__year",
        f"""
        select from_segment, date_trunc('year', as_of_date)::date as metric_time__year,
            coalesce(sum(customers) filter ({REACTIVATED}), 0)::double / sum(customers)
                as reactivation_rate
        from {MIGRATIONS} where {LAPSED} group by all
        """,
    ),
    Question(
        "the_base_at_the_end_of_each_quarter",
        "--metrics customers_as_of,orders_as_of,revenue_as_of "
        "--group-by metric_time__quarter,segment",
        """
        select date_trunc('quarter', as_of_date)::date as metric_time__quarter, segment,
            count(*) as customers_as_of, sum(frequency) as orders_as_of,
            sum(monetary) as revenue_as_of
        from marts.customer_segments_history
        where as_of_date in (
            select max(as_of_date) from marts.customer_segments_history
            group by date_trunc('quarter', as_of_date)
        ) group by all
        """,
    ),
)


def normal(value: Any) -> float | str | None:
    """Return a value of the database, or its text in a CSV, in one form to compare."""
    if value is None or value == "":
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value).removesuffix(" 00:00:00")


class Answers:
    """What `mf` answers on a copy of a build, and what SQL does."""

    def __init__(self, build: Build, questions: tuple[Question, ...], folder: Path) -> None:
        """Ask all questions, and have `mf` validate the metrics against the database."""
        for name in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "target").mkdir()
        manifest = build.folder / "target" / "semantic_manifest.json"
        shutil.copy(manifest, folder / "target")
        self.manifest = json.loads(manifest.read_text(encoding="utf-8"))
        self.build = build
        self.folder = folder
        # Other tests read the build meanwhile, and `mf` opens its file for writing.
        database = folder / build.database.name
        shutil.copy(build.database, database)
        self.variables = {
            **os.environ,
            "OMNICHANNEL_RFM_DATABASE": str(database),
            "PYTHONPATH": str(ROOT / "python"),
        }
        asked = [
            ["query", *shlex.split(one.options), "--csv", str(folder / f"{one.name}.csv")]
            for one in questions
        ]
        self.output = self.run([sys.executable, "-c", ASK], [["validate-configs"], *asked])

    def run(self, command: list[str], arguments: Any = None) -> str:
        """Run a program in the folder, with the arguments as JSON on its standard input."""
        process = subprocess.run(
            command,
            cwd=self.folder,
            env=self.variables,
            input=json.dumps(arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert process.returncode == 0, process.stdout
        return process.stdout

    def check(self, question: Question) -> None:
        """Compare MetricFlow's rows with those of SQL."""
        with (self.folder / f"{question.name}.csv").open(encoding="utf-8", newline="") as file:
            answered = [
                {name: normal(text) for name, text in row.items()} for row in csv.DictReader(file)
            ]
        columns = [name for name, *_ in self.build.query(f"describe {question.sql}")]
        expected = [
            dict(zip(columns, map(normal, row), strict=True))
            for row in self.build.query(question.sql)
        ]
        if not question.is_ordered:
            for rows in (answered, expected):
                rows.sort(key=lambda row: [str(row.get(name)) for name in columns])
        assert expected
        assert answered == expected


@pytest.fixture(scope="module")
def sample_answers(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return Answers(sample_build, SAMPLE_QUESTIONS, tmp_path_factory.mktemp("metrics"))


@pytest.fixture(scope="module")
def history_answers(order_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return Answers(order_build, HISTORY_QUESTIONS, tmp_path_factory.mktemp("history_metrics"))


def test_the_metrics_are_valid_on_the_database(
    sample_answers: Answers, history_answers: Answers
) -> None:
    for answers in (sample_answers, history_answers):
        pattern = r"\(ERRORS: (\d+), FUTURE_ERRORS: (\d+), WARNINGS: (\d+)\)"
        counts = re.findall(pattern, answers.output)
        assert len(counts) == 6, answers.output
        assert set(counts) == {("0", "0", "0")}


@pytest.mark.parametrize("question", SAMPLE_QUESTIONS, ids=lambda question: question.name)
def test_an_answer_is_that_of_sql_on_the_marts(question: Question, sample_answers: Answers) -> None:
    sample_answers.check(question)


@pytest.mark.parametrize("question", HISTORY_QUESTIONS, ids=lambda question: question.name)
def test_an_answer_on_history_is_that_of_sql(question: Question, history_answers: Answers) -> None:
    history_answers.check(question)


def names(answers: Answers, kind: str) -> set[str]:
    """Return the names of the metrics or saved queries of a build."""
    return {entry["name"] for entry in answers.manifest[kind]}


def test_every_metric_and_every_saved_query_is_asked_for(
    sample_answers: Answers, history_answers: Answers
) -> None:
    for answers, questions in (
        (sample_answers, SAMPLE_QUESTIONS),
        (history_answers, (*SAMPLE_QUESTIONS, *HISTORY_QUESTIONS)),
    ):
        options = [shlex.split(question.options) for question in questions]
        saved = {words[1] for words in options if words[0] == "--saved-query"}
        asked = {
            name for words in options if words[0] == "--metrics" for name in words[1].split(",")
        }
        for query in answers.manifest["saved_queries"]:
            asked |= set(query["query_params"]["metrics"])
        assert saved >= names(answers, "saved_queries")
        assert asked >= names(answers, "metrics")


def test_the_page_lists_every_metric_and_saved_query(history_answers: Answers) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.M)
    assert len(rows) == len(set(rows))
    assert set(rows) == names(history_answers, "metrics") | names(history_answers, "saved_queries")


def test_the_examples_are_answered(sample_answers: Answers, history_answers: Answers) -> None:
    """Those of the page as far as the sample has them, and README's as a program of its own."""
    examples = re.findall(r"`(mf query [^`]+)`|^\.venv/bin/(mf query .+)$", PAGE, flags=re.M)
    commands = [shlex.split(one or other)[1:] for one, other in examples]
    known = names(sample_answers, "metrics") | names(sample_answers, "saved_queries")
    of_sample = [words for words in commands if set(words[2].split(",")) <= known]
    of_history = [words for words in commands if words not in of_sample]
    assert len(of_sample) > 9
    assert of_history
    sample_answers.run([sys.executable, "-c", ASK], of_sample)
    history_answers.run([sys.executable, "-c", ASK], of_history)

    readme = (ROOT / "docs" / "use" / "marts.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^\.venv/bin/mf (query .+)$", readme, flags=re.M)
    program = Path(sys.executable).with_name("mf")
    output = sample_answers.run([str(program), *shlex.split(line)])
    assert re.search(r"^champions +1800 +1391\.9", output, flags=re.M), output


OWN_METRICS = """
semantic_model: {enabled: true}
agg_time_dimension: client_since
columns:
  - {name: client_no, entity: {name: client, type: primary}}
  - {name: client_since, granularity: day, dimension: {type: time}}
metrics:
  - {name: clients, label: Clients, type: simple, agg: sum, expr: 1}
"""


def test_a_project_that_installs_this_one_can_have_the_metrics(tmp_path: Path) -> None:
    """By the settings that the page shows; the project has metrics and segments of its own."""
    package = copied_project(tmp_path / "package")
    project = package / "integration_tests"
    shutil.copytree(ROOT / "integration_tests", project)
    (settings,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, flags=re.M | re.S)
    file = project / "dbt_project.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for key, given in yaml.safe_load(settings).items():
        for folder, value in given[PACKAGE].items():
            content.setdefault(key, {}).setdefault(PACKAGE, {})[folder] = value
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    file = project / "models" / "_models.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    (clients,) = (model for model in content["models"] if model["name"] == "clients")
    content["models"].remove(clients)
    content["models"].append(clients | yaml.safe_load(OWN_METRICS))
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    for command in ("deps", "parse"):
        exit_code, output = called(
            (command,),
            project,
            {**os.environ, "OMNICHANNEL_RFM_DATABASE": "shop_work.duckdb"},
            project / "output.log",
        )
        assert exit_code == 0, output
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    ours = {
        entry["name"]: entry["depends_on"]["nodes"]
        for entry in manifest["semantic_models"].values()
        if entry["package_name"] == PACKAGE
    }
    assert ours["segments"] == [f"model.{PACKAGE}.segments"]
    assert ours["customer_segments"] == [f"model.{PACKAGE}.customer_segments"]
    assert "segment_migrations" not in ours, "the shop has no history"
    assert "metric.shop.clients" in manifest["metrics"]
