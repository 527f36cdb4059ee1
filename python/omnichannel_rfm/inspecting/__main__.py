"""Say what is in some files, and which vars read them: `python3 run.py inspect FILE…`."""

from __future__ import annotations

import argparse
import calendar
import sys
from pathlib import Path
from typing import Any

import yaml

from omnichannel_rfm.inspecting import trial
from omnichannel_rfm.inspecting.reading import InspectionError, read
from omnichannel_rfm.inspecting.vars import Finding, find

INPUTS = trial.ROOT / "inputs"


def as_yaml(settings: dict[str, Any]) -> str:
    """Return vars as YAML, in their order and with their letters as they are."""
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=100)


def described(finding: Finding) -> list[str]:
    """Return what was found as lines for a person."""
    lines = [f"  {sentence}" for sentence in finding.found]
    lines += ["", f"  {'our field':<24}column"]
    lines += [f"  {one:<24}{column}" for one, column in finding.columns.items()]
    return lines


def tried(form: str, settings: dict[str, Any]) -> tuple[list[str], bool]:
    """Return what a trial build made of the vars as lines, and whether it ran to its end."""
    figures, reasons, output = trial.build(form, settings)
    if not figures:
        told = output[output.rfind("Error") :].strip().splitlines()
        return ["  A build stops:", *(f"    {line}" for line in told[:8])], False
    rejected = sum(count for _, count in reasons)
    lines = [
        f"  {figures['rows_read']:,} rows, {figures['rows_read'] - rejected:,} accepted,"
        f" {rejected:,} rejected",
        *(f"    {count:,} {names}" for names, count in reasons[:8]),
        f"  {figures['customers']:,} customers, {figures['orders'] or 0:,} orders,"
        f" {figures['revenue'] or 0:,} in all",
    ]
    last = figures["last_day"]
    if last:
        first = figures["first_day"]
        lines.append(f"  from {first} to {last}" if first else f"  up to {last}")
        if last.day < calendar.monthrange(last.year, last.month)[1] - 1:
            lines.append(f"  the last month ends on day {last.day}: it is no whole month")
    return lines, True


def main(arguments: list[str]) -> int:
    """Look at the files, try the vars, print both, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python3 run.py inspect", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--sheet", help="of a workbook; else its first")
    parser.add_argument("--write", metavar="NAME", help="write the vars into inputs/NAME.yml")
    options = parser.parse_args(arguments)
    try:
        sources = [read(path, options.sheet) for path in options.files]
        finding = find(sources)
    except InspectionError as error:
        print(f"inspect: {error}", file=sys.stderr)
        return 1
    print("Found")
    for source in sources:
        rows = f"{'the first ' if source.is_long else ''}{len(source.rows):,} rows"
        print(f"  {source.path}: {', '.join(source.found)}; {rows}")
    print("\n".join(described(finding)))
    print("\nTried", flush=True)
    lines, is_built = tried(finding.form, finding.settings)
    print("\n".join(lines))
    if finding.odd:
        print("\nOdd")
        print("\n".join(f"  {sentence}" for sentence in finding.odd))
    text = as_yaml(finding.settings)
    print(f"\nVars\n{text}")
    if options.write:
        INPUTS.mkdir(exist_ok=True)
        file = INPUTS / f"{options.write}.yml"
        file.write_text(text, encoding="utf-8")
        print(f"Written to inputs/{file.name}: python3 run.py build --input {options.write}")
    return 0 if is_built else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
