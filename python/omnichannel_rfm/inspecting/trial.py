"""A trial build of what was found: how many rows a build accepts, and what they add up to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[3]
FIGURES = {
    "orders": """
        select
            (select count(*) from intermediate.int_order_lines_checked) as rows_read,
            count(*) as customers,
            sum(total_order_count) as orders,
            sum(total_spend) as revenue,
            min(first_order_date) as first_day,
            max(last_order_date) as last_day
        from intermediate.int_order_customers
        where rejection_reasons is null
    """,
    "customers": """
        select
            count(*) as rows_read,
            count(*) filter (rejection_reasons is null) as customers,
            sum(total_order_count) filter (rejection_reasons is null) as orders,
            sum(total_spend) filter (rejection_reasons is null) as revenue,
            min(first_order_date) filter (rejection_reasons is null) as first_day,
            max(last_order_date) filter (rejection_reasons is null) as last_day
        from intermediate.int_customers_checked
    """,
}
CHECKED = {"orders": "int_order_lines_checked", "customers": "int_customers_checked"}


def build(form: str, settings: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, int]], str]:
    """Build the accepted rows in a folder of their own, by the models and nothing else.

    Returns:
        The figures by their names (empty where the build failed), each combination of reasons with
        its number of rows, and what dbt printed.
    """
    models = ["int_order_customers"] if form == "orders" else []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "trial.duckdb"
        process = subprocess.run(
            [
                str(Path(sys.executable).with_name("dbt")),
                *(
                    "--no-use-colors",
                    "build",
                    "--resource-type",
                    "model",
                    "--resource-type",
                    "seed",
                ),
                "--select",
                *(f"+{model}" for model in (*models, CHECKED[form])),
                *(
                    "--vars",
                    json.dumps({**settings, "publish_path": None, "max_rejected_share": 1}),
                ),
                *("--target-path", f"{folder}/target", "--log-path", f"{folder}/logs"),
            ],
            cwd=ROOT,
            env={**os.environ, "OMNICHANNEL_RFM_DATABASE": str(work)},
            capture_output=True,
            text=True,
        )
        if process.returncode != 0:
            return {}, [], process.stdout
        with duckdb.connect(str(work), read_only=True) as connection:
            cursor = connection.execute(FIGURES[form])
            names = [column[0] for column in cursor.description]
            figures = dict(zip(names, cursor.fetchone(), strict=True))
            reasons = connection.execute(
                f"select rejection_reasons, count(*) from intermediate.{CHECKED[form]}"
                " where rejection_reasons is not null group by all order by 2 desc, 1"
            ).fetchall()
        return figures, reasons, process.stdout
