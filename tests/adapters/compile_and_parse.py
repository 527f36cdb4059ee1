"""Compile every model and data test for one adapter, offline, and parse the SQL in its dialect.

    python tests/adapters/compile_and_parse.py snowflake /folder/to/write/to

Runs in the environment of requirements/adapters.txt, from the project's folder. Prints the names
as a JSON list, and leaves the SQL in compiled.json; exits with 1 and the reason when one does not
compile or parse.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import sqlglot
from dbt.cli.main import dbtRunner
from sqlglot import exp

# Scoring method -> what is compiled with it: all models and data tests, then the others' own. The
# test of the macros that are written for a database asks for what only the run ones have, and an
# incremental model asks the database whether its table is there.
RUN_ONLY = ("macros_answer_alike_on_every_adapter", "config.materialized:incremental")
METHODS = {
    "ntile": "resource_type:model",
    "quantile": "int_boundaries_by_quantile",
    "thresholds": "int_boundaries_by_thresholds",
}
# Targets to compile for; nothing answers at these addresses.
NOWHERE = {"host": "nowhere.invalid", "user": "nobody", "password": "none", "schema": "main"}
TARGETS = {
    "bigquery": {
        "method": "oauth-secrets",
        "token": "none",
        "project": "offline",
        "dataset": "main",
    },
    "clickhouse": NOWHERE,
    "redshift": {**NOWHERE, "port": 5439, "dbname": "offline"},
    "snowflake": {**NOWHERE, "account": "nowhere", "database": "offline"},
    "trino": {
        "host": "nowhere.invalid",
        "port": 8080,
        "method": "none",
        "user": "nobody",
        "database": "offline",
        "schema": "main",
    },
}


def compiled(adapter: str, folder: Path, method: str) -> dict[str, str]:
    """Return node -> SQL, of what is compiled with one scoring method."""
    result = dbtRunner().invoke(
        [
            *("--quiet", "--no-use-colors", "--log-path", str(folder / "logs"), "compile"),
            *("--no-introspect", "--no-populate-cache", "--no-partial-parse"),
            *("--profiles-dir", str(folder)),
            *("--target-path", str(folder / "target"), "--select", METHODS[method]),
            *("--exclude", *RUN_ONLY),
            *("--vars", json.dumps({"customers_table": "crm.customers", "scoring_method": method})),
        ]
    )
    if not result.success:
        failed = [f"{one.node.name}: {one.message}" for one in result.result or () if one.message]
        sys.exit("\n".join([str(result.exception or ""), *failed]))
    return {one.node.name: one.node.compiled_code for one in result.result}


def problem(sql: str, dialect: str) -> str | None:
    """Return why a text is not one query of the dialect; None when it is."""
    try:
        statements = sqlglot.parse(sql, read=dialect)
    except sqlglot.errors.SqlglotError as error:
        return str(error)
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return "no query"
    return None


def main(adapter: str, folder: Path) -> None:
    """Check all models and data tests, and print their names."""
    output = {"type": adapter, "threads": 1, **TARGETS[adapter]}
    profile = {"omnichannel_rfm": {"target": adapter, "outputs": {adapter: output}}}
    (folder / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")
    queries: dict[str, str] = {}
    for method in METHODS:
        queries |= compiled(adapter, folder, method)
    (folder / "compiled.json").write_text(json.dumps(queries), encoding="utf-8")
    problems = {name: problem(sql, adapter) for name, sql in queries.items()}
    found = [f"{name}: {text}" for name, text in problems.items() if text]
    if found:
        sys.exit("\n".join(found))
    print(json.dumps(sorted(queries)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
