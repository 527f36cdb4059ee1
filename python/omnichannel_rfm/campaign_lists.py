"""Campaign lists of marts on another adapter than DuckDB, read through dbt's own connection.

    python campaign_lists.py --target postgres [options of dbt run-operation]

They come into view together, in FOLDER/TARGET/current/campaign_lists, as `publishing` describes it,
and are the same bytes as those that a build on DuckDB writes.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from omnichannel_rfm import publishing

# What DuckDB puts a value into quotes for; Python's csv module leaves out the last one.
QUOTED_FOR = frozenset(',"\r\n#')


def main(options: list[str]) -> None:
    """Have dbt write the lists into a scratch folder, then publish them.

    Args:
        options: of `dbt run-operation`, such as `--target` and `--vars`.

    Raises:
        PublishingError: dbt cannot read the marts, or the lists cannot be published.
        OSError: the folder cannot be written.
    """
    with tempfile.TemporaryDirectory() as scratch:
        answer = ask_dbt(scratch, options)
        lists = {
            file: as_duckdb_writes(Path(scratch, f"{number}.csv"))
            for number, file in enumerate(answer["lists"], start=1)
        }
    if len(lists) < len(answer["lists"]):
        publishing.check_names(answer["lists"])  # a name occurs twice
    folder = Path(answer["publish_path"])
    publishing.check_place(folder)
    publishing.publish_lists(folder, answer["run"], lists)
    for file, content in lists.items():
        place = folder / publishing.CURRENT / publishing.LISTS / file
        customers = len(content.splitlines()) - 1
        print(f"campaign list {place}: {customers:,} customers")


def ask_dbt(folder: str, options: list[str]) -> dict:
    """Return what the macro `write_campaign_lists` prints: publish_path, run, and lists' files."""
    program = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
    program += ["--quiet", "--no-use-colors"]
    request = ["run-operation", "write_campaign_lists", "--args", json.dumps({"folder": folder})]
    process = subprocess.run(
        [*program, *request, *options], stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    )
    if process.returncode != 0:
        raise publishing.PublishingError(f"dbt could not read the marts:\n{process.stdout.strip()}")
    return json.loads(process.stdout.strip().splitlines()[-1])


def as_duckdb_writes(file: Path) -> bytes:
    """Return a CSV file of one column with quotes exactly where DuckDB sets them."""
    with file.open(encoding="utf-8", newline="") as rows:
        values = [row[0] for row in csv.reader(rows)]
    lines = [
        '"' + value.replace('"', '""') + '"' if QUOTED_FOR & set(value) else value
        for value in values
    ]
    return ("\n".join(lines) + "\n").encode()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (publishing.PublishingError, OSError) as error:
        sys.exit(f"campaign_lists: {error}")
