"""dbt-duckdb plugin that puts the campaign lists in place.

SQL can write a file but not rename or remove one. DuckDB writes every list of a run into the
hidden folder `.unfinished`; this plugin moves the finished ones into view and takes away those
that no longer count. A reader of the exports folder so sees whole lists of one run or none.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.duckdb.utils import TargetConfig

UNFINISHED = ".unfinished"
INVENTORY = ".campaign_lists"


class CampaignListError(Exception):
    """A list cannot be written where the seed `campaigns` says."""


class Plugin(BasePlugin):
    """Answers the requests of the macro `call_campaign_lists`."""

    def store(self, target_config: TargetConfig) -> None:
        """Carry out one request on the exports folder.

        Args:
            target_config: `location.path` is the exports folder, `config` the request:
                `action` is `withdraw`, `prepare` or `publish`, `files` the names of the run's
                lists, `other_files` names that campaigns hold without being applied.

        Raises:
            CampaignListError: a name in the request is not a plain file name, or occurs twice.
            OSError: the folder cannot be written.
        """
        folder = Path(target_config.location.path)
        request: dict[str, Any] = target_config.config
        files = check_names(request.get("files", []))
        other_files = check_names(request.get("other_files", []))
        if request["action"] == "withdraw":
            withdraw(folder)
        elif request["action"] == "prepare":
            prepare(folder)
        elif request["action"] == "publish":
            publish(folder, files, other_files)


def check_names(files: list[str]) -> list[str]:
    """Return the names unchanged.

    Raises:
        CampaignListError: a name has a folder in it, is hidden, or occurs twice (on file
            systems that ignore case, `A.csv` and `a.csv` are one file).
    """
    seen: set[str] = set()
    for name in files:
        if not name or name.startswith(".") or "/" in name or "\\" in name or "\0" in name:
            raise CampaignListError(
                f"export_file '{name}' in the seed campaigns: use a plain file name, such as a.csv"
            )
        if name.lower() in seen:
            raise CampaignListError(
                f"export_file '{name}' is used by two campaigns: give each its own name"
            )
        seen.add(name.lower())
    return files


def withdraw(folder: Path) -> None:
    """Remove the lists that the last run left in `folder`, and unfinished ones."""
    inventory = folder / INVENTORY
    if inventory.exists():
        for name in check_names(inventory.read_text(encoding="utf-8").splitlines()):
            (folder / name).unlink(missing_ok=True)
        inventory.unlink()
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)


def prepare(folder: Path) -> None:
    """Make the empty folder that the lists of a run are written to."""
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
    (folder / UNFINISHED).mkdir(parents=True)


def publish(folder: Path, files: list[str], other_files: list[str]) -> None:
    """Move the finished lists into `folder` and remove lists of campaigns not applied."""
    for name in files:
        flush_to_disk(folder / UNFINISHED / name)
    # Noted before they appear: a run killed in between is cleared away by the next one.
    inventory = folder / UNFINISHED / INVENTORY
    inventory.write_text("".join(f"{name}\n" for name in files), encoding="utf-8")
    flush_to_disk(inventory)
    os.replace(inventory, folder / INVENTORY)
    for name in files:
        os.replace(folder / UNFINISHED / name, folder / name)
    for name in set(other_files) - set(files):
        (folder / name).unlink(missing_ok=True)
    (folder / UNFINISHED).rmdir()


def flush_to_disk(path: Path) -> None:
    """Wait until a written file has reached the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
