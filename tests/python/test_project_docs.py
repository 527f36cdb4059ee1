"""The project's YAML is in dbt's newest spelling, and its documentation complete and true."""

from __future__ import annotations

import copy
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import MARTS, ORDER_MARTS, PROJECT_FOLDERS, ROOT, Build, copied_project, dbt

from environments import compat_dbt_folder
from installing import is_installed, program

PACKAGE = "omnichannel_rfm"
OVERVIEW = ROOT / "docs" / "overview" / "overview.md"

METRIC_KINDS = ("semantic_models", "metrics", "saved_queries")

# dbt holds YAML against its own schema for four cloud adapters only; this adds ours.
STRICT_PARSE = """
import sys
from dbt.cli.main import dbtRunner
from dbt.jsonschemas import jsonschemas

assert "duckdb" not in jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS
jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")
result = dbtRunner().invoke(sys.argv[1:])
print(result.exception or "")
sys.exit(not result.success)
"""

# --- spelling ---------------------------------------------------------------------------


def strict_parse(project: Path, folder: Path, warn_error_options: str) -> tuple[int, str]:
    """Parse a project with every check that dbt has, and return exit code and output."""
    process = subprocess.run(
        [
            *(sys.executable, "-c", STRICT_PARSE, "--no-use-colors"),
            *("--warn-error-options", warn_error_options, "--log-path", str(folder / "logs")),
            *("parse", "--no-partial-parse", "--show-all-deprecations"),
            *("--target-path", str(folder / "target")),
        ],
        cwd=project,
        env={**os.environ, "OMNICHANNEL_RFM_DATABASE": str(folder / "unused.duckdb")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return process.returncode, process.stdout


def yaml_files(project: Path) -> Iterator[Path]:
    """Return the YAML files that dbt reads, dbt_project.yml first."""
    yield project / "dbt_project.yml"
    for name in PROJECT_FOLDERS:
        yield from sorted((project / name).rglob("*.y*ml"))


def old_spellings(project: Path) -> list[str]:
    """Return what dbt and its schema accept in silence though there is a newer spelling."""
    findings = []

    def walk(node: Any, path: str, parent: str) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item, path, parent)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key == "tests":
                    findings.append(f"{path}: tests, now data_tests")
                elif key in ("meta", "tags", "docs") and parent != "config":
                    findings.append(f"{path}: {key} of {parent}, now under config")
                if key not in ("arguments", "rows", "column_types"):
                    walk(value, path, str(key))

    for file in yaml_files(project):
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        path = file.relative_to(project).as_posix()
        if "version" in content and path != "dbt_project.yml":
            findings.append(f"{path}: version, no longer needed")
        walk(content, path, "the file")
    return findings


def test_strict_parse_finds_nothing(tmp_path: Path) -> None:
    code, output = strict_parse(ROOT, tmp_path, '{"error": "all"}')
    assert code == 0, output
    assert "[WARNING]" not in output
    assert "eprecat" not in output


FLAGS = """
import dataclasses, json
from dbt.contracts.project import ProjectFlags
print(json.dumps({field.name: field.default for field in dataclasses.fields(ProjectFlags)
    if field.name != "_extra"}, default=str))
"""


@pytest.mark.slow
def test_what_the_newer_dbt_does_by_itself_the_older_is_told() -> None:
    """A flag that is on by default in one release only is set, so that both do the same."""
    folder = compat_dbt_folder()
    if not is_installed(folder, "compat_dbt"):
        pytest.skip("the other dbt is not installed; `python3 run.py test-slow` installs it")
    older, newer = (
        json.loads(subprocess.check_output([python, "-c", FLAGS]))
        for python in (program(folder, "python"), sys.executable)
    )
    switched_on = {
        name for name, default in older.items() if not default and newer.get(name) is True
    }
    assert switched_on
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert {name for name in switched_on if settings["flags"].get(name) is not True} == set()


def test_no_old_spelling_that_dbt_accepts_in_silence() -> None:
    assert old_spellings(ROOT) == []


def test_strict_parse_fails_on_a_misspelt_key(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    settings = project / "dbt_project.yml"
    text = settings.read_text(encoding="utf-8")
    assert "+materialized" in text
    settings.write_text(text.replace("+materialized", "+materialised", 1), encoding="utf-8")
    code, output = strict_parse(project, tmp_path, '{"error": "all"}')
    assert code != 0
    assert "Custom key `+materialised`" in output


MISTAKES = {
    "models/mistaken.sql": "{{ config(matterialized='view') }} select 1 as number",
    "models/mistaken.yml": """
x-common: {}

models:
  - name: mistaken
    tags: [moved]
    columns:
      - name: number
        descrpition: A number.
        data_tests:
          - accepted_values:
              values: [1]
""",
    "macros/mistaken.sql": "{% macro mistaken(one, two) %}{% endmacro %}",
    "macros/mistaken.yml": """
macros:
  - name: mistaken
    arguments:
      - name: eins
        type: string
      - name: two
        type: varchar
  - name: absent
""",
}


def test_strict_parse_names_every_kind_of_mistake(tmp_path: Path) -> None:
    """As warnings, so that the first one does not hide the others."""
    project = copied_project(tmp_path / "project")
    for file, text in MISTAKES.items():
        (project / file).write_text(text, encoding="utf-8")
    _, output = strict_parse(project, tmp_path, '{"error": []}')
    named = " ".join(output.split())
    for finding in (
        "Custom key `matterialized` found in `config`",
        "Unexpected top-level key x-common",
        "Found `tags` as a top-level property",
        "Custom key `descrpition` found",
        "Arguments to generic tests should be nested under the `arguments` property",
        "Argument eins in yaml for macro mistaken does not match",
        "Argument two in the yaml for macro mistaken has an invalid type",
        'Found patch for macro "absent" which was not found',
    ):
        assert finding in named, output


def test_old_spellings_are_found(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text("tests: {+severity: warn}", encoding="utf-8")
    (tmp_path / "models" / "old.yml").write_text(
        """
version: 2
models:
  - name: old
    meta: {a: b}
    config:
      tags: [fine]
    columns:
      - name: number
        tests: [unique]
        data_tests:
          - accepted_values:
              arguments:
                meta: [fine]
macros:
  - name: old
    docs: {show: false}
""",
        encoding="utf-8",
    )
    assert old_spellings(tmp_path) == [
        "dbt_project.yml: tests, now data_tests",
        "models/old.yml: version, no longer needed",
        "models/old.yml: meta of models, now under config",
        "models/old.yml: tests, now data_tests",
        "models/old.yml: docs of macros, now under config",
    ]


# --- what dbt docs shows ----------------------------------------------------------------


@dataclass
class Documentation:
    """What `dbt docs generate` says of the built sample, and the models built by other vars."""

    build: Build
    order_build: Build
    manifest: dict[str, Any]
    catalog: dict[str, Any]
    # model -> (its part of the manifest, the columns that its SQL gives)
    models_of_other_methods: dict[str, tuple[dict[str, Any], list[str]]]

    def nodes(self, *resource_types: str) -> Iterator[dict[str, Any]]:
        """Return the nodes of this package that are of the given types."""
        others = (node for node, _ in self.models_of_other_methods.values())
        for node in (*self.manifest["nodes"].values(), *others):
            if node["package_name"] == PACKAGE and node["resource_type"] in resource_types:
                yield node

    def texts(self) -> dict[str, str]:
        """Return every description by what it describes; an empty one where there is none."""
        texts = {}
        for node in self.nodes("model", "seed", "snapshot", "analysis", "test"):
            label = f"{node['resource_type']} {node['name']}"
            texts[label] = node["description"]
            if node["resource_type"] != "test":
                for column in node["columns"].values():
                    texts[f"column {node['name']}.{column['name']}"] = column["description"]
        for kind in ("unit_tests", "exposures", "groups", "sources", "macros", *METRIC_KINDS):
            for entry in self.manifest[kind].values():
                # An implementation is described with the macro that chooses it.
                dispatched = f"macro.{PACKAGE}.{entry['name'].partition('__')[2]}"
                if entry["package_name"] != PACKAGE or dispatched in self.manifest["macros"]:
                    continue
                texts[f"{kind} {entry['name']}"] = entry["description"]
                for argument in entry.get("arguments", []):
                    label = f"argument {entry['name']}.{argument['name']}"
                    texts[label] = argument["description"]
                for part in ("entities", "dimensions"):
                    for element in entry.get(part, []):
                        label = f"{part} {entry['name']}.{element['name']}"
                        texts[label] = element["description"]
        return {label: (text or "").strip() for label, text in texts.items()}

    def columns(self) -> Iterator[tuple[str, str, str]]:
        """Return resource, column and description, of every described column."""
        for node in self.nodes("model", "seed", "snapshot", "analysis"):
            for column in node["columns"].values():
                yield node["name"], column["name"], column["description"]


def read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documentation(
    sample_build: Build, order_build: Build, tmp_path_factory: pytest.TempPathFactory
) -> Documentation:
    generated = {}
    for build, project_vars in ((order_build, {"order_sample": True}), (sample_build, {})):
        # On a copy: the build is shared with tests that read it meanwhile.
        folder = tmp_path_factory.mktemp("docs")
        shutil.copy(build.database, folder / build.database.name)
        docs = dbt(folder, "docs", "generate", project_vars=project_vars)
        assert docs.exit_code == 0, docs.output
        for name in ("manifest", "catalog"):
            found = read_json(folder / "target" / f"{name}.json")
            # What only the build of order lines has comes on top.
            kinds = ("nodes", "unit_tests", "exposures", *METRIC_KINDS)
            for kind in kinds if name in generated else ():
                if kind in found:
                    found[kind] = {**generated[name][kind], **found[kind]}
            generated[name] = found
    manifest = generated["manifest"]

    others = {}
    for method, model in {
        "quantile": "int_boundaries_by_quantile",
        "thresholds": "int_boundaries_by_thresholds",
    }.items():
        folder = tmp_path_factory.mktemp(method)
        shutil.copy(sample_build.database, folder / sample_build.database.name)
        compiled = dbt(
            folder, "compile", "--select", model, project_vars={"scoring_method": method}
        )
        assert compiled.exit_code == 0, compiled.output
        nodes = read_json(folder / "target" / "manifest.json")["nodes"]
        node = nodes[f"model.{PACKAGE}.{model}"]
        columns = compiled.query(f"describe {node['compiled_code']}")
        others[model] = (node, [column[0] for column in columns])
    return Documentation(sample_build, order_build, manifest, generated["catalog"], others)


def undescribed(documentation: Documentation) -> list[str]:
    """Return everything without a description, or with one that only repeats its name."""
    findings = []
    for label, text in documentation.texts().items():
        if not text:
            findings.append(f"{label}: no description")
        elif "{{" in text:
            findings.append(f"{label}: not rendered")
        elif not significant_words(text) - significant_words(label):
            findings.append(f"{label}: {text!r} says no more than the name")
    return findings


def significant_words(text: str) -> set[str]:
    """Return the words that carry meaning, in the singular."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("_", " "))
    empty = {"a", "an", "and", "in", "is", "of", "or", "the", "this", "to"}
    return {word.removesuffix("s") for word in words} - empty


def test_everything_is_described(documentation: Documentation) -> None:
    assert undescribed(documentation) == []
    kinds = {label.split()[0] for label in documentation.texts()}
    assert kinds >= {"model", "seed", "analysis", "test", "column"}
    assert kinds >= {"unit_tests", "exposures", "groups", "macros", "argument"}
    assert kinds >= {*METRIC_KINDS, "entities", "dimensions"}


@pytest.mark.parametrize(
    ("kind", "blank"),
    [
        ("model", lambda manifest: first(manifest["nodes"], "model.")),
        ("seed", lambda manifest: first(manifest["nodes"], "seed.")),
        ("test", lambda manifest: first(manifest["nodes"], "test.")),
        ("analysis", lambda manifest: first(manifest["nodes"], "analysis.")),
        ("column", lambda manifest: first(first(manifest["nodes"], "model.")["columns"])),
        ("unit_tests", lambda manifest: first(manifest["unit_tests"])),
        ("exposures", lambda manifest: first(manifest["exposures"])),
        ("groups", lambda manifest: first(manifest["groups"])),
        ("semantic_models", lambda manifest: first(manifest["semantic_models"])),
        ("entities", lambda manifest: first(manifest["semantic_models"])["entities"][0]),
        ("dimensions", lambda manifest: first(manifest["semantic_models"])["dimensions"][0]),
        ("metrics", lambda manifest: first(manifest["metrics"])),
        ("saved_queries", lambda manifest: first(manifest["saved_queries"])),
        ("macros", lambda manifest: first(manifest["macros"], f"macro.{PACKAGE}.test_")),
        (
            "argument",
            lambda manifest: manifest["macros"][f"macro.{PACKAGE}.exact_ratio"]["arguments"][0],
        ),
    ],
)
@pytest.mark.parametrize("text", ["", "The {name}."])
def test_a_missing_or_empty_description_is_found(
    kind: str, blank: Callable[[dict[str, Any]], Any], text: str, documentation: Documentation
) -> None:
    broken = copy.copy(documentation)
    broken.manifest = copy.deepcopy(documentation.manifest)
    entry = blank(broken.manifest)
    entry["description"] = text.format(name=entry["name"])
    (finding,) = set(undescribed(broken)) - set(undescribed(documentation))
    assert finding.startswith(f"{kind} ")


def first(entries: dict[str, Any], prefix: str = "") -> Any:
    return next(entry for name, entry in entries.items() if name.startswith(prefix))


def test_the_database_has_exactly_the_described_columns(documentation: Documentation) -> None:
    """In the same order, and nothing is described that is not built, or built and not shown."""
    found = {name: list(node["columns"]) for name, node in documentation.catalog["nodes"].items()}
    described = {}
    for node in documentation.nodes("model", "seed", "snapshot"):
        described[node["unique_id"]] = list(node["columns"])
        if node["name"] in documentation.models_of_other_methods:
            found[node["unique_id"]] = documentation.models_of_other_methods[node["name"]][1]
    assert documentation.catalog["errors"] is None
    assert found == described


def test_the_marts_hold_their_descriptions_as_comments(documentation: Documentation) -> None:
    marts = {
        unique_id: node
        for unique_id, node in documentation.manifest["nodes"].items()
        if unique_id in documentation.catalog["nodes"] and node["schema"] == "marts"
    }
    assert {node["name"] for node in marts.values()} == {*MARTS, *ORDER_MARTS}
    for unique_id, node in marts.items():
        found = documentation.catalog["nodes"][unique_id]
        assert found["metadata"]["comment"] == node["description"], unique_id
        comments = {name: column["comment"] for name, column in found["columns"].items()}
        described = node["columns"].items()
        assert comments == {name: column["description"] for name, column in described}, unique_id


# Columns that share a name with others and not the description, with the reason.
OTHER_MEANINGS = {
    "rejected_customers.*": "the untyped text, whatever the column",
    "flo_customers.*": "the source's own column, before it is cleaned",
    "campaigns.*": "how to fill the column in, not what is in it",
    "campaign_conditions.*": "how to fill the column in, not what is in it",
    "int_campaign_*.item": "of a condition, not of a list",
    "int_campaign_*.item_count": "of a condition, not of a list",
    "int_campaign_*.field": "of a condition, not of the input",
    "int_campaign_matches.value": "of a group of customers, not of a condition",
    "*campaign_funnel.*": "of one campaign, or of one of its steps",
    "campaign_sizing.customers": "of one campaign",
    "int_campaign_results.*": "of a member, and of experiments that were run elsewhere",
    "int_campaign_selection.status": "of a customer in a campaign, not of an order",
    "campaign_exclusions.reason": "against a contact, not for it",
    "*near_misses.condition_*": "the one that is missed, not those of a step",
    "segment_maps.*": "the map itself, not the segment of a customer",
    "segment_labels.map_id": "the map that is labelled",
    "fixed_score_thresholds.*": "how to fill the column in, not what is in it",
    "borderline_margins.*": "how to fill the column in, not what is in it",
    "metric_distributions.*_value": "of a bin, not of a score",
    "int_boundar*.score": "of a boundary: the score below it",
    "rf_grid.segment": "of a cell, which can hold several",
    "score_thresholds.customers": "of one score",
    "score_thresholds.score": "of no single customer",
    "customers_on_a_score_boundary.score": "of one customer",
    "category_profiles.*": "counted whole in several rows; (none) is a category too",
    "store_profiles.*": "counted whole in several rows; (none) is a store company too",
    "int_list_item_profiles.*": "counted whole in several rows; (none) is an item too",
    "campaign_plan_members.*": "as of the launch, not of the build's input",
    "campaign_summary.customers": "of one campaign",
    "campaign_summary.revenue": "of one campaign",
    "rejected_order_lines.*": "the untyped text, whatever the column",
    "order_lines.*": "the source's own column, before it is cleaned",
    "channel_profiles.channel_kind": "which of a customer's two columns of channels",
    "order_channels.channel": "how to fill the column in, not what is in it",
    "order_statuses.status": "how to fill the column in, not what is in it",
    "int_order_lines_*.c*": "of a line, not of a group or a list",
    "stg_orders__*.c*": "of a line, not of a group or a list",
    "int_orders.*": "of one order, not of a line or a group",
    "int_order_days.*": "of one order, not of a group",
    "int_order_customers_by_date.order_count": "as of a date, not ever",
    "customer_segments_history.*": "as of a date, not of the build's input",
    "int_holdout_outcomes.*": "in the days after the date, of one customer",
    "segment_moves.*": "as of a date, not of the build's input",
    "segment_migrations.revenue": "as of a date, not of the build's input",
    "segment_holdout_lift.*": "in the days after the date, of one group",
    "order_breakdowns.*": "of lines with one value",
    "top_customers.*": "of one customer, not of a group",
    "top_customers_by_*": "of one customer, not of a group",
    "who_became_at_risk.monetary": "as of a date, not of the build's input",
    "categories_by_segment.category": "(none) is a category too",
    "campaign_reach.customers": "of one campaign",
    "stg_records__*": "of an experiment, whatever the customer is segmented as",
    "int_campaign_members.*": "of an experiment",
    "int_campaign_outcomes.*": "in an experiment, of one customer",
    "int_campaign_ratios.*": "of an experiment",
    "int_launched_*.*": "as of the launch, or since then",
    "campaign_plans.treated_customers": "on a whole list, not of a segment",
    "int_campaign_sums.*": "of members alike",
    "int_campaign_strata.*": "of members of one stratum",
    "int_campaign_comparisons.*": "of an arm beside the control",
    "int_campaign_estimates.*": "of an arm beside the control",
    "int_campaign_verdicts.*": "of an arm beside the control",
    "campaign_lift.*": "of an arm beside the control",
    "program_lift.*": "of an arm beside the control",
    "*rejected_records.rejection_reasons": "of an optional form",
}


def test_a_column_reads_the_same_everywhere(documentation: Documentation) -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    exceptions = []
    for resource, column, text in documentation.columns():
        patterns = [
            pattern
            for pattern in OTHER_MEANINGS
            if fnmatch.fnmatchcase(f"{resource}.{column}", pattern)
        ]
        if patterns:
            exceptions.append((patterns[0], column, text))
        else:
            texts[column].add(text)
    assert {column: found for column, found in texts.items() if len(found) > 1} == {}

    shared: dict[str, set[str]] = defaultdict(set)
    for _, column, text in documentation.columns():
        shared[column].add(text)
    needed = {pattern for pattern, column, _ in exceptions if len(shared[column]) > 1}
    assert needed == set(OTHER_MEANINGS), "an exception that is no longer needed"


def test_every_shared_text_is_used(documentation: Documentation) -> None:
    blocks = {
        block["name"]
        for block in documentation.manifest["docs"].values()
        if block["package_name"] == PACKAGE and not block["name"].startswith("__")
    }
    used = set()
    for file in yaml_files(ROOT):
        used |= set(re.findall(r'doc\("(\w+)"\)', file.read_text(encoding="utf-8")))
    assert blocks == used


def test_models_state_their_grain_and_key_and_marts_an_example(
    documentation: Documentation,
) -> None:
    marts = set()
    for node in documentation.nodes("model"):
        text = " ".join(node["description"].split())
        assert "**Grain**: " in text, node["name"]
        assert "**Primary key**: " in text, node["name"]
        if node["schema"] == "marts":
            marts.add(node["name"])
            example = re.search(r"\*Example\*: `(select [^`]+)`", text)
            assert example, f"{node['name']} shows no example"
            assert f"marts.{node['name']}" in example[1]
            is_of_orders = node["name"] in ORDER_MARTS
            (documentation.order_build if is_of_orders else documentation.build).query(example[1])
    assert marts == {*MARTS, *ORDER_MARTS}


def test_analyses_give_the_columns_described(documentation: Documentation) -> None:
    analyses = list(documentation.nodes("analysis"))
    # Those that the var statistics switches on: test_statistics_docs.py.
    assert {node["name"] for node in analyses} == {
        path.stem
        for path in (ROOT / "analyses").glob("*.sql")
        if "setting('statistics')" not in path.read_text(encoding="utf-8")
    }
    assert len(analyses) >= 10
    for node in analyses:
        has_history = node["name"] == "who_became_at_risk"
        build = documentation.order_build if has_history else documentation.build
        found = build.query(f"describe {node['compiled_code']}")
        described = {name: column["data_type"] for name, column in node["columns"].items()}
        assert {row[0]: row[1].lower() for row in found} == described, node["name"]
        assert list(described) == [row[0] for row in found], node["name"]
        # `dbt show` puts a limit behind the query.
        shown = build.query(f"{node['compiled_code']} limit 3")
        assert len(shown) == 3, node["name"]


def test_exposures_read_marts_and_every_mart_is_read(documentation: Documentation) -> None:
    exposures = documentation.manifest["exposures"].values()
    read = {name for exposure in exposures for name in exposure["depends_on"]["nodes"]}
    always = {
        name
        for name, metric in documentation.manifest["metrics"].items()
        if Path(metric["original_file_path"]).stem in MARTS
    }
    assert read == {f"model.{PACKAGE}.{mart}" for mart in (*MARTS, *ORDER_MARTS)} | always
    for exposure in exposures:
        assert exposure["depends_on"]["nodes"], exposure["name"]
        assert exposure["label"]
        assert exposure["maturity"] in ("low", "medium", "high")
        assert exposure["owner"]["name"]
        assert exposure["owner"]["email"]


def test_every_model_has_its_yaml_beside_it() -> None:
    models = {
        path.with_suffix("")
        for kind in ("sql", "py")
        for path in (ROOT / "models").rglob(f"*.{kind}")
    }
    described = {
        path.with_suffix("")
        for path in (ROOT / "models").rglob("*.yml")
        if not path.name.startswith("_")
    }
    assert described == models
    for model in models:
        content = yaml.safe_load(model.with_suffix(".yml").read_text(encoding="utf-8"))
        assert [entry["name"] for entry in content["models"]] == [model.name]
        for unit_test in content.get("unit_tests", []):
            assert unit_test["model"] == model.name, unit_test["name"]


# --- the overview ---------------------------------------------------------------------


def test_project_version_is_that_of_the_project(sample_build: Build) -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    versions = sample_build.query("select distinct project_version from marts.segments")
    assert versions == [(project["version"],)]


def test_every_mart_says_which_run_it_is_from(sample_build: Build) -> None:
    """Analysis date, run and version, the same in all rows of all marts."""
    runs = set()
    for mart in MARTS:
        runs |= set(
            sample_build.query(
                f"select distinct analysis_date, run_id, project_version from marts.{mart}"
            )
        )
    assert len(runs) == 1
    results = read_json(sample_build.folder / "target" / "run_results.json")
    assert results["metadata"]["invocation_id"] in next(iter(runs))


def test_the_overview_says_what_the_sample_is(documentation: Documentation) -> None:
    ((customers, first_order, last_order, analysis_date),) = documentation.build.query(
        "select count(*), min(first_order_date), max(last_order_date), max(analysis_date)"
        " from marts.customer_segments"
    )
    text = OVERVIEW.read_text(encoding="utf-8")
    assert "synthetic" in text
    assert f"{customers:,} made-up customers" in text
    assert f"from {first_order} to {last_order}" in text
    assert f"which is {analysis_date} for the sample" in text


def test_both_pages_are_shown(documentation: Documentation) -> None:
    """dbt docs opens with the one and shows the other for the package."""
    docs = documentation.manifest["docs"]
    for name in ("__overview__", f"__{PACKAGE}__"):
        assert docs[f"doc.{PACKAGE}.{name}"]["block_contents"].strip().startswith("# ")


def test_links_of_the_overview_lead_somewhere() -> None:
    """As the page target/static_index.html shows them."""
    links = re.findall(r"\]\(([^)]+)\)", OVERVIEW.read_text(encoding="utf-8"))
    assert links
    missing = [
        link for link in links if not Path(os.path.normpath(ROOT / "target" / link)).is_file()
    ]
    assert missing == []


def test_decisions_that_are_named_are_there() -> None:
    existing = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    named = set()
    for folder in ("macros", "models", "seeds", "tests", "analyses"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in (".sql", ".yml", ".md"):
                named |= set(re.findall(r"decision (\d{4})", path.read_text(encoding="utf-8")))
    assert named
    assert named <= existing
