"""Say which part of a build campaigns take: five of them, and as many contact records as customers.

Usage, once `python3 run.py benchmark` has installed the packages:
    .venv/bin/python benchmarks/campaigns.py --rows 10000000

The build runs in one thread, so that the seconds of its steps do not overlap and can be added up.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from check import CUSTOMERS, ROOT, BenchmarkError, dbt_command, dbt_variables, run
from compare import HERE, make_extract, say, table

# Folders of models that are there for campaigns alone.
CAMPAIGNS = ("campaigns", "selection", "launch", "experiments", "records")
# Beside the two shipped ones: a bounded, a launched, and one that leaves its last receivers alone.
ROWS = (
    {"campaign_id": "third", "ranked_by": "monetary", "maximum_customers": "100000"},
    {"campaign_id": "fourth", "starts_on": "2021-01-01", "measure_days": "3650"},
    {"campaign_id": "fifth", "repeat_after_days": "30"},
)
CONDITIONS = (
    "third,segment,is_any_of,at_risk",
    'third,category,has_any_of,"COCUK, AKTIFCOCUK"',
    "fourth,segment,is_any_of,champions",
    'fifth,segment,is_any_of,"loyal_customers, potential_loyalists"',
    "fifth,monetary,at_least,500.00",
)
# Every tenth refuses, every seventh has no record; a million have been written to.
FILES = {
    "contact_permissions": """
        select customer_id, 'email' as contact_channel,
            if(number % 10 = 0, 'refused', 'granted') as permission,
            timestamp '2020-01-01' + to_days(cast(number % 300 as integer)) as recorded_at
        from customers where number % 7 > 0
    """,
    "contact_history": """
        select customer_id, 'email' as contact_channel,
            date '2021-05-01' + cast(number % 31 as integer) as contacted_on
        from customers where number % 7 = 1
    """,
    "contact_limits": "select 'email' as contact_channel, 1 as contacts, 7 as days",
}


def write_project(folder: Path) -> Path:
    """Copy the project with five campaigns, all by e-mail and a tenth of each as control."""
    ignored = shutil.ignore_patterns(".*", "target", "logs", "published", "benchmarks", "*.duckdb*")
    shutil.copytree(ROOT, folder, ignore=ignored)
    path = folder / "seeds" / "campaigns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    given = {"segment_map": "rf10", "priority": "3", "is_active": "true"}
    blank = dict.fromkeys(rows[0], "")
    rows += [blank | given | row | {"export_file": f"{row['campaign_id']}.csv"} for row in ROWS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"contact_channel": "email", "control_share": "0.1"} for row in rows)
    with (folder / "seeds" / "campaign_conditions.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{condition}\n" for condition in CONDITIONS)
    return folder


def write_records(extract: Path, folder: Path) -> dict[str, str]:
    """Write the files of contacts of an extract's customers; return the vars that give them."""
    project_vars = {}
    with duckdb.connect() as connection:
        connection.execute(
            "create view customers as"
            " select master_id as customer_id, row_number() over () as number"
            f" from read_csv('{extract}', all_varchar = true)"
        )
        for name, query in FILES.items():
            path = folder / f"{name}.csv"
            connection.execute(f"copy ({query}) to '{path}' (format csv, header true)")
            project_vars[f"{name}_file"] = str(path)
    return project_vars


def seconds_of_steps(folder: Path) -> dict[str, float]:
    """Return the seconds of the models and tests of a build, by the folder of the model."""
    target = folder / "target"
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    seconds: dict[str, float] = defaultdict(float)
    for result in json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]:
        node = nodes.get(result["unique_id"])
        if node and node["resource_type"] in ("model", "test"):
            place = Path(node["original_file_path"]).parent.name
            seconds[place] += result["execution_time"]
    return seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and print the seconds of each folder of models."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of the extracts")
    options = parser.parse_args(arguments)
    try:
        extract = make_extract(options.data, options.rows, "csv", CUSTOMERS).resolve()
        folder = (options.data / "campaigns").resolve()
        shutil.rmtree(folder, ignore_errors=True)
        project = write_project(folder / "project")
        say("writing contact records")
        given = write_records(extract, folder)
        given["one_campaign_per_customer"] = True
        form = replace(CUSTOMERS, project_vars={**CUSTOMERS.project_vars, **given})
        say("building")
        command = dbt_command(extract, folder, "build", "--threads", "1", form=form)
        run(command, folder / "build.log", project, dbt_variables(folder))
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    seconds = seconds_of_steps(folder)
    whole = sum(seconds.values())
    rows = sorted(seconds.items(), key=lambda one: -one[1])
    shown = table(["models and tests of", "seconds"], [[name, f"{one:.1f}"] for name, one in rows])
    print("\n".join(shown))
    own = sum(seconds[name] for name in CAMPAIGNS)
    print(f"\ncampaigns: {own:.1f} of {whole:.1f} s, {own / whole:.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
