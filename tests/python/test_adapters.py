"""What a table of customers builds compiles for warehouses that are not at hand, and parses there.

That shows syntax and that no macro is missing; it does not show that a result is right.
"""

from __future__ import annotations

import json
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Build, dbt

from environments import ADAPTERS
from installing import is_installed, program

pytestmark = pytest.mark.slow
SCRIPT = ROOT / "tests" / "adapters" / "compile_and_parse.py"

# What a dialect lacks or means otherwise, and a parser lets through as some function.
FOREIGN = {
    "bigquery": r"\bconcat_ws\(|\btry_cast\(|\bas varchar\)|\bstring_split\(|\bdecimal\(38,",
    "clickhouse": r"\bconcat_ws\(|\btry_cast\(|\bstring_split\(",
    "redshift": r"\bconcat_ws\(|\bregexp_like\(|\bstring_to_array\(|\bstring_split\(|\bdiv\(",
    "snowflake": r"\bconcat_ws\(|\bstring_split\(|\bunnest\(",
    "trino": r"\bstring_split\(|\bregexp_full_match\(|\btrim\([a-z_]+,",
}


def compiled(adapter: str, folder: Path, project: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Compile and parse everything for one adapter."""
    if not is_installed(ADAPTERS, "adapters"):
        pytest.skip("the adapters are not installed; `python3 run.py test-slow` installs them")
    python = program(ADAPTERS, "python")
    return subprocess.run(
        [str(python), str(SCRIPT), adapter, str(folder)],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("adapter", FOREIGN)
def test_everything_compiles_and_parses(adapter: str, sample_build: Build, tmp_path: Path) -> None:
    result = compiled(adapter, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    manifest = (sample_build.folder / "target" / "manifest.json").read_text(encoding="utf-8")
    nodes = json.loads(manifest)["nodes"].values()
    models = {
        node["name"]
        for node in nodes
        if node["resource_type"] == "model" and node["config"]["materialized"] != "incremental"
    }
    models |= {
        path.stem for path in (ROOT / "models" / "intermediate").rglob("int_boundaries_by_*.sql")
    }
    assert models <= set(json.loads(result.stdout.splitlines()[-1]))
    queries = json.loads((tmp_path / "compiled.json").read_text(encoding="utf-8"))
    foreign = {
        name: match[0]
        for name, sql in queries.items()
        if name in models and (match := re.search(FOREIGN[adapter], sql, flags=re.I))
    }
    assert foreign == {}


# Implementations for other warehouses that DuckDB can run, and what they are to give.
RATIOS = [(7, 3), (-7, 3), (1, 8), (-1, 16), (5, 2000000), (15, 2000000), (0, 9)]
INLINE = """
select
    {{ omnichannel_rfm.default__exact_ratio('n', 'd', 6) }} as ratio,
    {{ omnichannel_rfm.redshift__joined_by("'; '", ["'a'", 'null', "'b'"]) }} as joined,
    {{ omnichannel_rfm.redshift__joined_by("'; '", ['null', 'null']) }} as joined_nothing,
    {{ omnichannel_rfm.redshift__concatenated(["'a'", "'b'", "'c'"]) }} as concatenated,
    {{ omnichannel_rfm.default__try_date("'2021-02-29'") }} as no_date,
    {{ omnichannel_rfm.default__date_from_text("' 2021-02-28 10:00:00'") }} as a_date
from pairs
"""


def test_implementations_for_others_are_right_where_duckdb_can_run_them(tmp_path: Path) -> None:
    compiled = dbt(tmp_path, "compile", "--quiet", "--inline", INLINE)
    assert compiled.exit_code == 0, compiled.output
    sql = compiled.output[compiled.output.index("select") :]
    pairs = ", ".join(map(str, RATIOS))
    rows = duckdb.execute(f"with pairs as (from (values {pairs}) as t (n, d)) {sql}").fetchall()
    places = Decimal("0.000001")
    expected = [(Decimal(n) / Decimal(d)).quantize(places, ROUND_HALF_UP) for n, d in RATIOS]
    assert [row[0] for row in rows] == expected
    assert {row[1:5] for row in rows} == {("a; b", "", "abc", None)}
    assert {str(row[5]) for row in rows} == {"2021-02-28"}
