"""Say whether the peers and the dbt project give the same.

That is every customer's segment, the profiles of the segments, and the campaign lists.

Usage:
    .venv/bin/python benchmarks/check.py --rows 1000000

The extract is made, all programs run on it once, and what they wrote is compared with that of
the hand-fused script. It ends with exit code 1 and the differences if there are any.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from generate import FILE_OPTIONS, generate

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"
PEER_NAMES = (
    "duckdb_fused",
    "polars_streaming",
    "polars_like_work",
    "pandas_tuned",
    "pandas_notebook",
)
REFERENCE = "duckdb_fused"

PUBLISH_VAR = "publish_path"
PROFILES = "segment_profiles.csv"
SEGMENTS = "customer_segments.csv"

# Revenue is in whole cents and medians in half ones, so a float comes out exact when it is
# rounded. Means may differ by one in the eighth place: dbt rounds there, floats are off later.
EXACT = Decimal("0.0001")
MEAN_TOLERANCE = Decimal("0.00000001")


class BenchmarkError(Exception):
    """A program failed or a result is wrong; the message says which and how."""


def peer_command(name: str, extract: Path, output: Path) -> list[str]:
    """Return the command that runs one peer."""
    script = str(PEERS / f"{name}.py")
    return [sys.executable, script, "--input", str(extract), "--output", str(output)]


def dbt_command(extract: Path, folder: Path, *command: str) -> list[str]:
    """Return the dbt command that reads an extract and writes to a folder and nowhere else.

    It is started in the project's folder with `dbt_variables(folder)`. It publishes in
    `folder/published`, the rest goes to `folder/target` and `folder/logs`.
    """
    project_vars = {"customers_file": str(extract), PUBLISH_VAR: str(folder / "published")}
    return [
        *(sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors"),
        *(*command, "--vars", json.dumps(project_vars)),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
    ]


def dbt_variables(folder: Path) -> dict[str, str]:
    """Return the environment variables of a dbt command: its database is in the folder."""
    return {"OMNICHANNEL_RFM_DATABASE": str(database(folder))}


def campaign_lists(folder: Path) -> Path:
    """Return the folder of the campaign lists that dbt has published in a folder."""
    return folder / "published" / "current" / "campaign_lists"


def database(folder: Path) -> Path:
    """Return the path of the database that dbt builds in a folder."""
    return folder / "built.duckdb"


def run(command: list[str], log: Path, cwd: Path, variables: Mapping[str, str]) -> None:
    """Run a program to its end.

    Raises:
        BenchmarkError: it failed; the message has its last lines.
    """
    with log.open("wb") as file:
        process = subprocess.run(
            command, cwd=cwd, env={**os.environ, **variables}, stdout=file, stderr=file
        )
    if process.returncode != 0:
        raise BenchmarkError(failure(command, log))


def failure(command: list[str], log: Path) -> str:
    """Return what to say of a program that failed."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    tail = "\n".join(f"    {line}" for line in lines[-15:])
    return f"this command failed: {' '.join(command)}\n{tail}"


def export_dbt(built: Path, lists: Path, output: Path, with_segments: bool) -> None:
    """Write what dbt has built as the files that a peer writes.

    Args:
        built: the database file.
        lists: the folder of the campaign lists.
        output: the folder to write to; it must not exist.
        with_segments: also write every customer's segment.
    """
    shutil.copytree(lists, output)
    with duckdb.connect(str(built), read_only=True) as connection:
        connection.execute(
            f"""
            copy (
                select
                    segment, customers, revenue, total_monetary_score,
                    mean_recency_days, median_recency_days, mean_frequency, median_frequency,
                    mean_monetary, median_monetary
                from marts.segment_profiles
                left join (
                    select segment, sum(monetary_score) as total_monetary_score
                    from marts.customer_segments
                    group by segment
                ) as scores using (segment)
                order by segment
            ) to '{output / PROFILES}' (format csv, header true)
            """
        )
        if with_segments:
            connection.execute(
                "copy (select customer_id, segment from marts.customer_segments"
                f" order by customer_id) to '{output / SEGMENTS}' (format csv, header true)"
            )


def profiles(folder: Path) -> list[dict[str, str | Decimal]]:
    """Return the rows of the profiles that a program wrote, numbers rounded to four places."""
    with (folder / PROFILES).open(encoding="utf-8", newline="") as file:
        return [
            {
                name: text
                if name == "segment"
                else Decimal(text)
                if name.startswith("mean_")
                else Decimal(text).quantize(EXACT)
                for name, text in row.items()
            }
            for row in csv.DictReader(file)
        ]


def is_same(left: str | Decimal, right: str | Decimal, name: str) -> bool:
    """Compare two values of one column of the profiles."""
    if name.startswith("mean_"):
        return abs(left - right) <= MEAN_TOLERANCE
    return left == right


def differences(folders: Mapping[str, Path], files: Sequence[str]) -> list[str]:
    """Return in what the programs differ from the hand-fused one, as sentences.

    Args:
        folders: name of a program and the folder it wrote to.
        files: the files that must be the same byte for byte.
    """
    found = []
    expected = profiles(folders[REFERENCE])
    for name, folder in folders.items():
        given = profiles(folder)
        if [row["segment"] for row in given] != [row["segment"] for row in expected]:
            found.append(f"{name}: other segments than {REFERENCE}")
        else:
            for left, right in zip(given, expected, strict=True):
                found += [
                    f"{name}: {column} of {left['segment']} is {left[column]},"
                    f" {REFERENCE} has {right[column]}"
                    for column in right
                    if not is_same(left[column], right[column], column)
                ]
        for file in files:
            if (folder / file).read_bytes() != (folders[REFERENCE] / file).read_bytes():
                found.append(f"{name}: {file} differs from that of {REFERENCE}")
    return found


def list_files() -> list[str]:
    """Return the names of the campaign lists."""
    with (ROOT / "seeds" / "campaigns.csv").open(encoding="utf-8", newline="") as file:
        return [row["export_file"] for row in csv.DictReader(file)]


def run_peers(extract: Path, scratch: Path) -> dict[str, Path]:
    """Run every peer once and return the folders of their results, by name."""
    folders = {}
    for name in PEER_NAMES:
        folder = folders[name] = scratch / name
        folder.mkdir(parents=True)
        command = [*peer_command(name, extract, folder), "--write-segments"]
        run(command, scratch / f"{name}.log", folder, {})
    return folders


def check(extract: Path, scratch: Path) -> list[str]:
    """Run everything on an extract and return the differences."""
    folders = run_peers(extract, scratch)
    folder = scratch / "dbt"
    folder.mkdir()
    command = dbt_command(extract, folder, "build", "--exclude-resource-type", "test", "unit_test")
    run(command, scratch / "dbt.log", ROOT, dbt_variables(folder))
    folders["dbt"] = folder / "results"
    export_dbt(database(folder), campaign_lists(folder), folders["dbt"], with_segments=True)
    return differences(folders, [*list_files(), SEGMENTS])


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare the peers and the dbt project.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), default="csv")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one size as the command line says."""
    options = parse_arguments(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        extract = Path(scratch, f"customers.{options.format}")
        generate(options.rows, options.format, extract)
        try:
            found = check(extract, Path(scratch, "results"))
        except BenchmarkError as error:
            sys.exit(f"check.py: {error}")
    print("\n".join(found) or f"{options.rows:,} customers: all programs agree.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
