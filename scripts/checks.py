"""What `run.py lint` and `run.py docs` have checked, and by which commands."""

from __future__ import annotations

import json
from pathlib import Path

SQLFLUFF = ("sqlfluff", "lint", "--disable-progress-bar")
LINTERS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("yamllint", "--strict", "."),
    (*SQLFLUFF, "models", "tests", "analyses"),
)
# The models that other vars switch on, by the end of the name of sqlfluff's file that sets them.
MODELS_OF_OTHER_VARS = {
    "quantile": ["models/intermediate/scoring/int_boundaries_by_quantile.sql"],
    "thresholds": ["models/intermediate/scoring/int_boundaries_by_thresholds.sql"],
    "statistics": [
        "models/intermediate/clusters",
        "models/marts/clusters",
        "models/intermediate/lifetime_value",
        "models/marts/lifetime_value",
        "analyses",
    ],
    "orders": [
        "models/staging/orders",
        "models/intermediate/orders",
        "models/intermediate/order_customers",
        "models/intermediate/history",
        "models/marts/history",
        "models/marts/shopping/order_breakdowns.sql",
        "models/marts/quality/rejected_order_lines.sql",
    ],
}


def lint_commands() -> list[tuple[str, ...]]:
    """Return the command of every linter, each a program of .venv and its arguments."""
    return [
        *LINTERS,
        *(
            (*SQLFLUFF, "--config", f".sqlfluff_{setting}", *paths)
            for setting, paths in MODELS_OF_OTHER_VARS.items()
        ),
    ]


def docs_commands(target: Path) -> list[tuple[str, ...]]:
    """Return the commands that check what dbt wrote into `target`, of the environment `docs`."""
    rules = Path(__file__).resolve().parents[1] / "dbt-bouncer.yml"
    read = [f"--{name}={target / name}.json" for name in ("manifest", "catalog")]
    written = f"--output-dir={target / 'lineage'}"
    return [
        ("colibri", "generate", *read, written, "--disable-telemetry"),
        ("dbt-bouncer", "run", f"--config-file={rules}", "--show-all-failures"),
    ]


def unbuilt(target: Path) -> list[str]:
    """Return the models, seeds and snapshots in dbt's manifest that the database lacks."""
    manifest, catalog = (
        json.loads((target / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("manifest", "catalog")
    )
    return sorted(
        node["name"]
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in ("model", "seed", "snapshot")
        and unique_id not in catalog["nodes"]
    )
