"""Write the report: `python3 run.py report`, or `python -m omnichannel_rfm.report`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from omnichannel_rfm.report.marts import ReportError, read_marts
from omnichannel_rfm.report.page import write_page

DEFAULT_DATABASE = Path("published", "current", "omnichannel_rfm.duckdb")
DEFAULT_OUTPUT = Path("report", "index.html")


def main(arguments: list[str]) -> int:
    """Write the page and say where it is; return the exit code."""
    parser = argparse.ArgumentParser(prog="run.py report", description=__doc__)
    parser.add_argument("--database", type=Path, default=DEFAULT_DATABASE, metavar="FILE")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, metavar="FILE")
    parser.add_argument(
        "--with-customer-ids",
        action="store_true",
        help="show the ten best customers by id; without it the page names no customer",
    )
    options = parser.parse_args(arguments)
    try:
        marts = read_marts(options.database, options.with_customer_ids)
        size = write_page(marts, options.output)
    except (ReportError, OSError) as error:
        print(f"The report was not written: {error}", file=sys.stderr)
        return 1
    print(f"Report {options.output} ({size / 1e6:.1f} MB): open it in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
