"""The empty project that dbt's own time is measured with."""

from __future__ import annotations

import yaml

from benchmarks.dbt_start import empty_nodes

MANIFEST = {
    "nodes": {
        "seed.p.raw": {"resource_type": "seed", "name": "raw"},
        "model.p.clean": {
            "resource_type": "model",
            "name": "clean",
            "config": {"materialized": "view"},
            "depends_on": {"nodes": ["seed.p.raw"]},
        },
        "test.p.not_null_clean_id.1": {
            "resource_type": "test",
            "config": {"enabled": True},
            "depends_on": {"nodes": ["model.p.clean"]},
        },
        "test.p.of_a_model_that_is_off.2": {
            "resource_type": "test",
            "config": {"enabled": False},
            "depends_on": {"nodes": []},
        },
        "operation.p.p-on-run-end-0": {"resource_type": "operation", "tags": ["on-run-end"]},
    },
    "unit_tests": {
        "unit_test.p.clean.u": {"model": "clean", "given": [{"input": "ref('raw')", "rows": []}]}
    },
    "exposures": {
        "exposure.p.dashboard": {
            "name": "dashboard",
            "type": "dashboard",
            "depends_on": {"nodes": ["model.p.clean", "metric.p.customers"]},
        }
    },
}


def test_the_empty_project_has_the_same_nodes_with_the_same_parents() -> None:
    files = empty_nodes(MANIFEST)
    assert files["seeds/raw.csv"] == "x\n1\n"
    assert "materialized='view'" in files["models/clean.sql"]
    assert "{{ ref('raw') }}" in files["models/clean.sql"]
    assert "{{ ref('clean') }}" in files["tests/test_1.sql"]
    assert "tests/test_2.sql" not in files
    properties = yaml.safe_load(files["models/empty.yml"])
    assert properties["unit_tests"][0]["given"] == [{"input": "ref('raw')", "rows": [{"x": 1}]}]
    assert properties["exposures"][0]["depends_on"] == ["ref('clean')"]
    assert "on-run-end:\n- select 1\n" in files["dbt_project.yml"]
    assert "on-run-start: []\n" in files["dbt_project.yml"]
    assert "plugins" not in files["profiles.yml"]
