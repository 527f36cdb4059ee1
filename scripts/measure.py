"""Measure how far a reader has to walk: the length of the way, and the size of rooms and texts.

    python3 run.py measure

prints a table of what is there and of the bounds that the tests keep. It reads the files and dbt's
manifest of the last parse, and runs nothing.
"""

from __future__ import annotations

import ast
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAXIMUM_MODEL_LINES = 120
# What a var decides, asked in Jinja; a name that is set by it asks the same.
ASKS = r"(?:setting|input_form|has_order_field|has_history)\("
CONDITION = r"\bif\b[^%{}]*?"


@dataclass(frozen=True)
class Measure:
    """One line of the table: what is counted, how much there is, and what it should be at most.

    `reached` is the highest that the tests let pass where the goal is still ahead.
    """

    name: str
    found: float
    goal: float
    reached: float | None = None

    @property
    def bound(self) -> float:
        """The highest that the tests let pass."""
        return self.goal if self.reached is None else self.reached


def tracked(folder: str, *suffixes: str) -> list[Path]:
    """Return the files below a folder with one of these endings, in order."""
    return sorted(path for path in (ROOT / folder).rglob("*.*") if path.suffix in suffixes)


def body(path: Path) -> str:
    """Return a model's SQL without the block that configures it."""
    return re.sub(r"\{\{\s*config\(.*?\)\s*\}\}", "", path.read_text(encoding="utf-8"), flags=re.S)


def lines(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def most_files_in_a_folder(folder: str) -> int:
    """Return how many SQL and Python files the fullest folder below this one holds."""
    return max(Counter(path.parent for path in tracked(folder, ".sql", ".py")).values())


def longest_python() -> int:
    """Return the lines of the longest class or function, the tests' left out."""
    longest = 0
    for folder in ("python", "scripts", "benchmarks", "requirements"):
        for path in tracked(folder, ".py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    longest = max(longest, node.end_lineno - node.lineno + 1)
    return longest


def nodes_to(manifest: dict, name: str) -> int:
    """Return how many nodes the longest way from an input to a model has, both ends counted."""
    parents = manifest["parent_map"]

    @cache
    def depth(node: str) -> int:
        return 1 + max((depth(parent) for parent in parents.get(node, [])), default=0)

    return depth(f"model.omnichannel_rfm.{name}")


def branches_on_a_setting(path: Path) -> bool:
    """Say whether the body of a model has a condition on what a var decides."""
    text = body(path)
    names = re.findall(rf"\bset (\w+) =[^%]*?{ASKS}", text)
    asked = "|".join([ASKS, *(rf"\b{name}\b" for name in names)])
    return re.search(rf"{CONDITION}(?:{asked})", text) is not None


def reads_a_mart(path: Path) -> bool:
    """Say whether a model has a reference to a model in the folder of marts."""
    marts = {mart.stem for mart in tracked("models/marts", ".sql")}
    text = path.read_text(encoding="utf-8")
    return not marts.isdisjoint(re.findall(r"ref\(\s*'\w+',\s*'(\w+)'", text))


def measures(manifest: dict) -> Iterator[Measure]:
    """Measure everything, in the order of the table."""
    models = tracked("models", ".sql")
    sizes = [lines(path) for path in models]
    intermediate = tracked("models/intermediate", ".sql", ".py")
    yield Measure(
        "nodes from the file to customer_segments", nodes_to(manifest, "customer_segments"), 13, 14
    )
    yield Measure(
        "nodes from the file to campaign_targets", nodes_to(manifest, "campaign_targets"), 16, 19
    )
    yield Measure(
        "models that branch on a setting in the body",
        sum(map(branches_on_a_setting, models)),
        10,
    )
    yield Measure("intermediate models that read marts", sum(map(reads_a_mart, intermediate)), 0)
    yield Measure("median lines of a model", statistics.median(sizes), 50, 72)
    yield Measure(
        f"models over {MAXIMUM_MODEL_LINES} lines",
        sum(size > MAXIMUM_MODEL_LINES for size in sizes),
        2,
    )
    yield Measure("macro files in one folder", most_files_in_a_folder("macros"), 15)
    yield Measure("model files in one folder", most_files_in_a_folder("models"), 8)
    yield Measure("lines of README.md", lines(ROOT / "README.md"), 120)
    yield Measure("lines of run.py", lines(ROOT / "run.py"), 300)
    yield Measure("lines of the longest Python class or function", longest_python(), 120)


def main() -> None:
    """Print the table."""
    manifest = json.loads((ROOT / "target" / "manifest.json").read_text(encoding="utf-8"))
    print("| | found | passes | goal |\n|---|---:|---:|---:|")
    for measure in measures(manifest):
        print(f"| {measure.name} | {measure.found:g} | {measure.bound:g} | {measure.goal:g} |")


if __name__ == "__main__":
    main()
