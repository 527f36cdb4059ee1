"""Write everything that lists the marts from what they say of themselves.

    python scripts/write_marts.py

That is the tables of marts in the documentation, their number in README.md, and what each exposure
reads. A mart's description gives what it says, its grain and its key; `read_by` gives its
exposures; its SQL, what it is enabled by. A test compares them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from write_settings import ROOT, replaced

README = ROOT / "README.md"
OVERVIEW = ROOT / "docs" / "overview" / "overview.md"
USE = ROOT / "docs" / "use"
EXPOSURES = sorted((ROOT / "models" / "_shared").glob("_exposures*.yml"))

# The folders of marts, in the order in which they are read.
THEMES = (
    *("segments", "scores", "shopping", "campaigns", "experiments", "quality"),
    *("history", "clusters", "lifetime_value"),
)
# What a mart is enabled by -> heading of the tables that list it.
HEADINGS = {
    "": "Mart",
    "has_history()": "Mart of the past",
    "input_form() == 'orders'": "Mart of order lines",
    "setting('statistics')": "Mart of `statistics`",
}
ENABLED = r"enabled=omnichannel_rfm\.(\w+\([^)]*\)(?: == '\w+')?)"
# Page -> how many columns its tables have, and the headings of their first ones.
TABLES = {
    OVERVIEW: (5, [*HEADINGS.values()]),
    USE / "marts.md": (3, [*HEADINGS.values()][:3]),
    USE / "clusters_and_value.md": (3, [*HEADINGS.values()][3:]),
}
DESCRIPTION = r"(.+?)\. .*?\*\*Grain\*\*: one row per (.+?)\. \*\*Primary key\*\*: (.+?)\. "
READS = r"^(  - name: (\w+)\n.*?^    depends_on:\n)(?:      - ref\([^\n]*\n)*"


@dataclass(frozen=True)
class Mart:
    """What the lists show of a mart."""

    name: str
    theme: str
    heading: str
    says: str
    grain: str
    key: str
    read_by: list[str]

    @property
    def place(self) -> tuple[int, bool, str]:
        """What marts are sorted by: theme, single customers before the rest, name."""
        return THEMES.index(self.theme), self.key != "`customer_id`", self.name


def mart(path: Path) -> Mart:
    """Return what the YAML file of a mart and the SQL beside it say."""
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    enabled = re.search(ENABLED, path.with_suffix(".sql").read_text(encoding="utf-8"))
    description = re.match(DESCRIPTION, " ".join(model["description"].split()))
    read_by = model.get("config", {}).get("meta", {}).get("read_by")
    assert description, f"{path}: the description lacks a first sentence, grain or key"
    assert read_by, f"{path}: config, meta, read_by names no exposure"
    return Mart(
        model["name"],
        path.parent.name,
        HEADINGS[enabled[1] if enabled else ""],
        *description.groups(),
        read_by,
    )


def marts() -> list[Mart]:
    """Return all marts, in the order of the lists."""
    found = map(mart, (ROOT / "models" / "marts").rglob("*.yml"))
    return sorted(found, key=lambda one: one.place)


def labels() -> dict[str, str]:
    """Return the label of each exposure."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXPOSURES]
    return {entry["name"]: entry["label"] for file in files for entry in file["exposures"]}


def table(found: list[Mart], heading: str, width: int) -> str:
    """Return the Markdown table of the marts under a heading, in so many columns."""
    names = labels()
    rows = [
        (
            f"`{one.name}`",
            one.grain,
            one.says,
            one.key,
            ", ".join(names[name] for name in one.read_by),
        )
        for one in found
        if one.heading == heading
    ]
    head = (heading, "One row per", "What it says", "Key", "Read by")
    lines = [f"| {' | '.join(row[:width])} |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def exposures(text: str, found: list[Mart]) -> str:
    """Return a file of exposures in which each has the marts that it is to read."""

    def with_marts(exposure: re.Match[str]) -> str:
        read = [one.name for one in found if exposure[2] in one.read_by]
        return exposure[1] + "".join(f"      - ref('omnichannel_rfm', '{name}')\n" for name in read)

    return re.sub(READS, with_marts, text, flags=re.MULTILINE | re.DOTALL)


def written() -> dict[Path, str]:
    """Return every file that lists marts, with what it has to hold."""
    found = marts()
    always = sum(one.heading == HEADINGS[""] for one in found)
    readme = README.read_text(encoding="utf-8")
    files = {README: replaced(readme, r"(?<=\.duckdb: )\d+(?= marts$)", str(always))}
    for path in EXPOSURES:
        files[path] = exposures(path.read_text(encoding="utf-8"), found)
    for page, (width, headings) in TABLES.items():
        files[page] = page.read_text(encoding="utf-8")
        for heading in headings:
            place = rf"^\| {heading} \| One row per \|.*?(?=\n\n)"
            files[page] = replaced(files[page], place, table(found, heading, width))
    return files


if __name__ == "__main__":
    for path, content in written().items():
        path.write_text(content, encoding="utf-8")
