"""What the var statistics switches on is described as all the rest is."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, dbt
from pages import MANUAL, code, table
from statistics_builds import PLAIN, flo_statistics, statistics_folder
from test_project_docs import PACKAGE, Documentation, read_json, undescribed

fixtures = (flo_statistics, statistics_folder)

# Columns that share a name with others and not the description, with the reason.
OTHER_MEANINGS = {
    ("frequency", "repeat purchases, as BG/NBD counts them"),
    ("recency_days", "from the first to the last order, as BG/NBD has it"),
}


@pytest.fixture(scope="module")
def documentation(flo_statistics: Build) -> Documentation:
    """Return the manifest of the build with statistics; its catalog is not needed."""
    manifest = read_json(flo_statistics.folder / "target" / "manifest.json")
    return Documentation(flo_statistics, flo_statistics, manifest, {}, {})


def models(documentation: Documentation) -> list[dict[str, Any]]:
    nodes = documentation.nodes("model")
    return [node for node in nodes if "statistics" in node["config"]["tags"]]


def test_everything_is_described(documentation: Documentation) -> None:
    assert undescribed(documentation) == []
    assert len(models(documentation)) > 15


def test_the_database_has_the_described_columns_and_comments(documentation: Documentation) -> None:
    """Comments are kept on marts only, as for all the rest."""
    for node in models(documentation):
        found = documentation.build.query(
            "select column_name, comment from duckdb_columns()"
            f" where schema_name = '{node['schema']}' and table_name = '{node['name']}'"
            " order by column_index"
        )
        kept = node["schema"] == "marts"
        described = [
            (name, column["description"] if kept else None)
            for name, column in node["columns"].items()
        ]
        assert found == described, node["name"]


def test_marts_state_grain_and_an_example_that_runs(documentation: Documentation) -> None:
    for node in models(documentation):
        text = " ".join(node["description"].split())
        assert "**Grain**: " in text, node["name"]
        assert "**Primary key**: " in text, node["name"]
        if node["schema"] == "marts":
            example = re.search(r"\*Example\*: `(select [^`]+)`", text)
            assert example, f"{node['name']} shows no example"
            assert f"marts.{node['name']}" in example[1]
            documentation.build.query(example[1])


def test_a_column_reads_the_same_everywhere(documentation: Documentation) -> None:
    exceptions = {column for column, _ in OTHER_MEANINGS}
    texts: dict[str, set[str]] = defaultdict(set)
    for node in models(documentation):
        for column in node["columns"].values():
            texts[column["name"]].add(column["description"])
    found = {column for column, some in texts.items() if len(some) > 1}
    assert found == exceptions


def test_core_marts_depend_on_none_of_them_and_every_one_is_read(
    documentation: Documentation,
) -> None:
    tagged = {node["unique_id"] for node in models(documentation)}
    for node in documentation.nodes("model"):
        # Conditions of a campaign may name clusters and lifetime values.
        if node["unique_id"] not in tagged and node["name"] != "int_campaign_candidates":
            assert not tagged & set(node["depends_on"]["nodes"]), node["name"]
    read = {
        name
        for exposure in documentation.manifest["exposures"].values()
        for name in exposure["depends_on"]["nodes"]
    }
    marts = {node["unique_id"] for node in models(documentation) if node["schema"] == "marts"}
    assert marts <= read
    shown = {code(row[0]) for row in table(MANUAL, "Mart of `statistics`")}
    assert shown == {name.split(".")[-1] for name in marts}


def test_clusters_and_lifetime_values_read_nothing_of_each_other(
    documentation: Documentation,
) -> None:
    """test_statistics_on_any_input.py tries their recipes side by side, not each with each."""
    folders = {
        node["unique_id"]: Path(node["original_file_path"]).parent.name
        for node in models(documentation)
    }
    assert set(folders.values()) == {"clusters", "lifetime_value"}
    for node in models(documentation):
        read = {folders[name] for name in node["depends_on"]["nodes"] if name in folders}
        assert read <= {folders[node["unique_id"]]}, node["name"]


def test_the_analysis_gives_the_columns_described(
    documentation: Documentation, tmp_path: Path
) -> None:
    compiled = dbt(
        tmp_path,
        *("compile", "--select", "champions_of_low_lifetime_value"),
        project_vars={"statistics": True},
        command=PLAIN,
        variables={"OMNICHANNEL_RFM_DATABASE": str(documentation.build.database)},
    )
    assert compiled.exit_code == 0, compiled.output
    nodes = read_json(tmp_path / "target" / "manifest.json")["nodes"]
    node = nodes[f"analysis.{PACKAGE}.champions_of_low_lifetime_value"]
    found = documentation.build.query(f"describe {node['compiled_code']}")
    described = {name: column["data_type"] for name, column in node["columns"].items()}
    assert {row[0]: row[1].lower() for row in found} == described
    # Champions that are D, as lifetime value and segments count them.
    assert len(documentation.build.query(node["compiled_code"])) == 116
