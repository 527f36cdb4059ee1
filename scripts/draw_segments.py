"""Draw the segments of a built database as an SVG: the recency x frequency grid and a bar list.

The picture needs no browser, font or library beyond DuckDB, and the same marts give the same
bytes. It holds counts and shares only, no customer.

Usage:
    python3 scripts/draw_segments.py
    python3 scripts/draw_segments.py --database my.duckdb --title "Segments" --output my.svg
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import duckdb

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = PROJECT_ROOT / "published" / "current" / "omnichannel_rfm.duckdb"
DEFAULT_OUTPUT = PROJECT_ROOT / "docs" / "images" / "segments.svg"
DEFAULT_TITLE = "Segments of the shipped sample (synthetic customers)"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif"
INK, QUIET, PAPER, LINE = "#1c2430", "#55606e", "#ffffff", "#d5dae1"
BLACK, WHITE = "#000000", "#ffffff"

MARGIN = 24
GRID_LEFT, GRID_TOP, GRID_SIZE = 64, 104, 480
LIST_LEFT, NAME_WIDTH, BAR_WIDTH, LABEL_WIDTH = 580, 140, 84, 56
BAR_HEIGHT = 18
WIDTH = LIST_LEFT + NAME_WIDTH + 2 * (BAR_WIDTH + LABEL_WIDTH) + MARGIN
HEIGHT = GRID_TOP + GRID_SIZE + 60


@dataclass(frozen=True)
class Cell:
    """One combination of a recency and a frequency score."""

    recency: int
    frequency: int
    segment: str
    segment_count: int
    customers: int


@dataclass(frozen=True)
class Segment:
    """A segment with its label and its size; shares are percentages."""

    name: str
    colour: str
    customers: int
    revenue_share: float


@dataclass(frozen=True)
class Region:
    """A rectangle of neighbouring cells of one segment; scores include both ends."""

    segment: str
    recency_low: int
    recency_high: int
    frequency_low: int
    frequency_high: int


# --- reading ----------------------------------------------------------------------------


def read_marts(database: Path) -> tuple[list[Cell], dict[str, Segment], str]:
    """Return the grid's cells, the segments in display order, and the analysis date."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cells = connection.execute(
            """
            select recency_score, frequency_score, segment, segment_count, customers
            from marts.rf_grid
            order by recency_score, frequency_score
            """
        ).fetchall()
        segments = connection.execute(
            """
            select
                segments.segment, segments.name_en, segments.colour,
                profiles.customers, 100 * profiles.revenue_share, profiles.analysis_date
            from marts.segments as segments
            inner join marts.segment_profiles as profiles
                on segments.segment = profiles.segment
            order by segments.display_order, segments.segment
            """
        ).fetchall()
    return (
        [Cell(*row) for row in cells],
        {
            key: Segment(name, colour, customers, float(share or 0))
            for key, name, colour, customers, share, _ in segments
        },
        str(segments[0][-1]),
    )


def regions_of(cells: Sequence[Cell]) -> list[Region]:
    """Return the grid cut into rectangles of one segment, from the best cell down.

    A segment whose cells form no rectangle is cut into several.
    """
    free = {(cell.recency, cell.frequency): cell.segment for cell in cells}
    regions = []
    for recency, frequency in sorted(free, key=lambda scores: (-scores[0], scores[1])):
        segment = free.get((recency, frequency))
        if segment is None:
            continue
        right, low = frequency, recency
        while free.get((recency, right + 1)) == segment:
            right += 1
        columns = range(frequency, right + 1)
        while all(free.get((low - 1, column)) == segment for column in columns):
            low -= 1
        for row in range(low, recency + 1):
            for column in columns:
                del free[row, column]
        regions.append(Region(segment, low, recency, frequency, right))
    return regions


# --- drawing ----------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1, as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_colour(background: str) -> str:
    """Return black or white, whichever contrasts more with the background."""
    return max((BLACK, WHITE), key=lambda colour: contrast(colour, background))


def wrapped(text: str, width: float, size: int) -> list[str]:
    """Return the text in lines that fit the width, by a cautious guess; none if a word does not."""
    most = int(width / (0.66 * size))
    lines: list[str] = []
    for word in text.split():
        if len(word) > most:
            return []
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def rectangle(x: float, y: float, width: float, height: float, *attributes: str) -> str:
    """Return a rectangle."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return " ".join(["<rect", place, *attributes]) + "/>"


def words(x: float, y: float, text: str, *attributes: str) -> str:
    """Return one line of text."""
    start = " ".join(["<text", f'x="{number(x)}" y="{number(y)}"', *attributes])
    return f"{start}>{escape(text)}</text>"


def draw_grid(cells: Sequence[Cell], segments: dict[str, Segment]) -> list[str]:
    """Return the grid: recency upwards, frequency to the right, the best customers top right."""
    buckets = max(cell.recency for cell in cells)
    side = GRID_SIZE / buckets

    def left(frequency: int) -> float:
        return GRID_LEFT + (frequency - 1) * side

    def top(recency: int) -> float:
        return GRID_TOP + (buckets - recency) * side

    parts = []
    for cell in cells:
        segment = segments[cell.segment]
        x, y = left(cell.frequency), top(cell.recency)
        stroke = f'stroke="{text_colour(segment.colour)}" stroke-opacity="0.18"'
        parts.append(rectangle(x, y, side, side, f'fill="{segment.colour}"', stroke))
        mark = "*" if cell.segment_count > 1 else ""
        parts.append(
            words(
                x + side - 8,
                y + side - 9,
                f"{cell.customers:,}{mark}",
                f'fill="{text_colour(segment.colour)}" text-anchor="end"',
                f'font-size="{14 if side > 60 else 10}"',
            )
        )
    for region in regions_of(cells):
        segment = segments[region.segment]
        x, y = left(region.frequency_low), top(region.recency_high)
        width = (region.frequency_high - region.frequency_low + 1) * side
        height = (region.recency_high - region.recency_low + 1) * side
        outline = f'fill="none" stroke="{PAPER}" stroke-width="3"'
        parts.append(rectangle(x, y, width, height, outline))
        lines = wrapped(segment.name, width - 16, 13)
        if len(lines) * 16 + 26 > side:
            continue
        for place, line in enumerate(lines):
            style = f'fill="{text_colour(segment.colour)}" font-size="13" font-weight="600"'
            parts.append(words(x + 9, y + 21 + 16 * place, line, style))

    middle, bottom = GRID_TOP + GRID_SIZE / 2, GRID_TOP + GRID_SIZE
    for score in range(1, buckets + 1):
        style = f'fill="{QUIET}" font-size="13" text-anchor="middle"'
        parts.append(words(GRID_LEFT - 14, top(score) + side / 2 + 5, str(score), style))
        parts.append(words(left(score) + side / 2, bottom + 20, str(score), style))
    axis = f'fill="{QUIET}" font-size="13" text-anchor="middle"'
    turn = f'transform="rotate(-90 {MARGIN + 6} {number(middle)})"'
    parts.append(words(MARGIN + 6, middle, f"recency score ({buckets} = most recent)", axis, turn))
    parts.append(
        words(
            GRID_LEFT + GRID_SIZE / 2,
            bottom + 41,
            f"frequency score ({buckets} = most orders)",
            axis,
        )
    )
    return parts


def draw_list(segments: Sequence[Segment]) -> list[str]:
    """Return the bar list: customers and share of revenue of every segment."""
    customers_left = LIST_LEFT + NAME_WIDTH
    revenue_left = customers_left + BAR_WIDTH + LABEL_WIDTH
    most_customers = max(segment.customers for segment in segments) or 1
    largest_share = max(segment.revenue_share for segment in segments) or 1
    row_height = min(48, GRID_SIZE / len(segments))

    heading = f'fill="{QUIET}" font-size="13"'
    parts = [
        words(LIST_LEFT, GRID_TOP - 12, "segment", heading),
        words(customers_left, GRID_TOP - 12, "customers", heading),
        words(revenue_left, GRID_TOP - 12, "share of revenue", heading),
    ]
    for place, segment in enumerate(segments):
        y = GRID_TOP + place * row_height
        base = y + row_height / 2
        if place:
            parts.append(f'<path d="M{LIST_LEFT} {number(y)}H{WIDTH - MARGIN}" stroke="{LINE}"/>')
        style = f'fill="{INK}" font-size="14"'
        parts.append(words(LIST_LEFT, base + 5, segment.name, style))
        for x, share, label in (
            (customers_left, segment.customers / most_customers, f"{segment.customers:,}"),
            (revenue_left, segment.revenue_share / largest_share, f"{segment.revenue_share:.1f} %"),
        ):
            width = max(1.0, share * BAR_WIDTH)
            fill = f'fill="{segment.colour}"'
            parts.append(rectangle(x, base - BAR_HEIGHT / 2, width, BAR_HEIGHT, fill))
            parts.append(words(x + width + 6, base + 5, label, f'fill="{INK}" font-size="13"'))
    return parts


def draw(
    cells: Sequence[Cell], segments: dict[str, Segment], analysis_date: str, title: str
) -> str:
    """Return the whole picture as SVG text."""
    customers = sum(segment.customers for segment in segments.values())
    below = f"{customers:,} customers by recency and frequency, analysis date {analysis_date}"
    if any(cell.segment_count > 1 for cell in cells):
        below += "; * the cell holds further segments, by monetary score"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(below)}</desc>",
        rectangle(0, 0, WIDTH, HEIGHT, f'rx="8" fill="{PAPER}" stroke="{LINE}"'),
        words(MARGIN, 40, title, f'fill="{INK}" font-size="20" font-weight="600"'),
        words(MARGIN, 63, below, f'fill="{QUIET}" font-size="14"'),
        *draw_grid(cells, segments),
        *draw_list(list(segments.values())),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# --- command ----------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the picture and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", type=Path, default=DEFAULT_DATABASE, help="built by dbt")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="the SVG to write")
    parser.add_argument("--title", default=DEFAULT_TITLE, help="heading of the picture")
    options = parser.parse_args(arguments)
    if not options.database.exists():
        parser.error(f"{options.database} does not exist; `python3 run.py` builds it")
    try:
        cells, segments, analysis_date = read_marts(options.database)
    except duckdb.Error as error:
        parser.error(f"{options.database} cannot be read: {error}")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    picture = draw(cells, segments, analysis_date, options.title)
    options.output.write_text(picture, encoding="utf-8", newline="\n")
    print(f"{options.output}: {len(segments)} segments, {len(cells)} cells")
    return 0


if __name__ == "__main__":
    sys.exit(main())
