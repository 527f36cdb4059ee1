"""Charts as static SVG: Vega specifications, drawn by vl-convert without browser and network.

Colours of the page are CSS variables, so one drawing serves the light and the dark page. Every
chart is drawn twice, for wide and for narrow screens, as text in an SVG shrinks with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

Spec = dict[str, Any]

# Average width of a character of a sans-serif font, in parts of its size; on the safe side.
CHARACTER = 0.56
BLACK, WHITE = "#000000", "#ffffff"
CONFIG = {
    "background": None,
    "font": "inherit",
    "axis": {
        "aria": False,
        "labelColor": "var(--quiet)",
        "labelFontSize": 12,
        "tickColor": "var(--line)",
        "domainColor": "var(--line)",
        "gridColor": "var(--line)",
        "titleColor": "var(--quiet)",
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    },
}


@dataclass(frozen=True)
class Frame:
    """The size in pixels that a chart is drawn for, and the class that CSS shows it by."""

    css_class: str
    width: int
    height: int


@dataclass(frozen=True)
class Edges:
    """The room in pixels around what a chart's scales span, for axes and keys."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


NO_EDGES = Edges()
TREES = (Frame("wide", 520, 360), Frame("narrow", 340, 420))
HISTOGRAMS = (Frame("wide", 520, 260), Frame("narrow", 340, 230))
FLOWS = (Frame("wide", 1060, 480), Frame("narrow", 340, 460))
TALL_HISTOGRAMS = (Frame("wide", 520, 420), Frame("narrow", 340, 230))


def draw(spec: Spec, frame: Frame, summary: str, edges: Edges = NO_EDGES) -> str:
    """Return a specification as inline SVG that a screen reader reads as one picture.

    Marks keep their `aria-label`, which the page shows as a tooltip.

    Raises:
        ValueError: Vega cannot draw it.
    """
    whole = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": frame.width - edges.left - edges.right,
        "height": frame.height - edges.top - edges.bottom,
        "padding": vars(edges),
        "autosize": "none",
        "config": CONFIG,
        **spec,
    }
    svg = vl_convert.vega_to_svg(whole)
    # What HTML does not need of an SVG, and roles that would break the picture into pieces.
    svg = re.sub(r' (xmlns(:\w+)?|version|role|aria-roledescription|aria-hidden)="[^"]*"', "", svg)
    head = f'<svg role="img" aria-label="{escape(summary)}" class="{frame.css_class}"'
    return re.sub(
        r'<svg class="marks" width="[^"]*" height="[^"]*"',
        lambda _: f'{head} style="max-width:{frame.width * 1.15:.0f}px"',
        svg,
        count=1,
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_colour(background: str) -> str:
    """Return black or white, whichever contrasts more with the background."""
    light = luminance(background) + 0.05
    return BLACK if light / 0.05 >= 1.05 / light else WHITE


@dataclass(frozen=True)
class Part:
    """A part of a whole: its area follows `size`, the rest are texts."""

    name: str
    colour: str
    size: float
    value: str
    share: str


def treemap(parts: list[Part], frame: Frame) -> Spec:
    """Return a treemap: an area per part, labelled as far as the texts fit."""
    rows: list[Spec] = [{"id": "all"}]
    for number, part in enumerate(parts):
        words = part.name.split()
        half = min(
            range(1, len(words) + 1),
            key=lambda cut: max(len(" ".join(words[:cut])), len(" ".join(words[cut:]))),
        )
        lines = [line for line in (" ".join(words[:half]), " ".join(words[half:])) if line]
        value = f"{part.value} · {part.share}"
        rows.append(
            {
                "id": number,
                "parent": "all",
                "size": part.size,
                "colour": part.colour,
                "ink": text_colour(part.colour),
                "name": part.name,
                "lines": lines,
                "value": value,
                "share": part.share,
                "label": f"{part.name}: {part.value}, {part.share}",
                "name_width": text_width(part.name, 13),
                "lines_width": text_width(max(lines, key=len), 13),
                "value_width": text_width(value, 12),
                "share_width": text_width(part.share, 12),
            }
        )
    width, height = "(datum.x1 - datum.x0 - 16)", "(datum.y1 - datum.y0)"
    # 1 or 2 lines of name, or 0 where there is room for the share at most
    name_lines = (
        f"{width} > datum.name_width && {height} > 26 ? 1"
        f" : {width} > datum.lines_width && {height} > 42 ? length(datum.lines) : 0"
    )
    value_text = (
        f"{height} < datum.name_lines * 16 + 28 ? ''"
        f" : {width} > datum.value_width ? datum.value"
        f" : {width} > datum.share_width ? datum.share : ''"
    )
    return {
        "data": [
            {
                "name": "tree",
                "values": rows,
                "transform": [
                    {"type": "stratify", "key": "id", "parentKey": "parent"},
                    {
                        "type": "treemap",
                        "field": "size",
                        "sort": {"field": "value", "order": "descending"},
                        "method": "squarify",
                        "ratio": 1.4,
                        "paddingInner": 3,
                        "round": True,
                        "size": [frame.width, frame.height],
                    },
                    {"type": "filter", "expr": "isValid(datum.parent)"},
                    {"type": "formula", "as": "name_lines", "expr": name_lines},
                    {"type": "formula", "as": "value_text", "expr": value_text},
                ],
            }
        ],
        "marks": [
            {
                "type": "rect",
                "from": {"data": "tree"},
                "encode": {
                    "enter": {
                        "x": {"field": "x0"},
                        "x2": {"field": "x1"},
                        "y": {"field": "y0"},
                        "y2": {"field": "y1"},
                        "fill": {"field": "colour"},
                        "cornerRadius": {"value": 5},
                        "description": {"field": "label"},
                    }
                },
            },
            tree_text("[[], datum.name, datum.lines][datum.name_lines]", 13, "bold", "20"),
            tree_text("datum.value_text", 12, "normal", "20 + 17 * datum.name_lines"),
        ],
    }


def text_width(text: str, size: int) -> float:
    """Return about how wide a text of a size in pixels is, in pixels."""
    return CHARACTER * size * len(text)


def tree_text(expression: str, size: int, weight: str, y: str) -> Spec:
    """Return a text mark in the upper left corner of a treemap's areas."""
    return {
        "type": "text",
        "from": {"data": "tree"},
        "interactive": False,
        "encode": {
            "enter": {
                "x": {"field": "x0", "offset": 9},
                "y": {"signal": f"datum.y0 + {y}"},
                "text": {"signal": expression},
                "fill": {"field": "ink"},
                "fontSize": {"value": size},
                "fontWeight": {"value": weight},
                "lineHeight": {"value": 16},
            }
        },
    }


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram, from `low` to `high` on the axis; `label` says it in words."""

    low: float
    high: float
    customers: int
    is_open: bool
    label: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and the text there."""

    place: float
    text: str


def histogram(
    bins: list[Bin],
    cuts: list[float],
    scores: list[str],
    ticks: list[Tick],
    heights: list[Tick],
    title: str,
) -> Spec:
    """Return a histogram with the boundaries between scores as lines.

    Args:
        bins: the bars, rising; the open one is drawn paler.
        cuts: the boundaries on the axis, rising.
        scores: the names of the ranges between the boundaries, one more than these.
        ticks: what to write on the horizontal axis.
        heights: what to write on the vertical axis.
        title: the title of the horizontal axis.
    """
    start, end = bins[0].low, bins[-1].high
    edges = [start, *cuts, end]
    bands = [
        {"low": low, "high": high, "score": score}
        for low, high, score in zip(edges[:-1], edges[1:], scores, strict=True)
    ]
    return {
        "data": [
            {"name": "bins", "values": [vars(one) for one in bins]},
            {"name": "cuts", "values": [{"cut": cut} for cut in cuts]},
            {"name": "bands", "values": bands},
            {"name": "ticks", "values": [vars(tick) for tick in ticks]},
            {"name": "heights", "values": [vars(tick) for tick in heights]},
        ],
        "scales": [
            {"name": "x", "domain": [start, end], "range": "width", "zero": False},
            {
                "name": "y",
                "domain": [0, max(1, *(one.customers for one in bins)) * 1.04],
                "range": "height",
            },
            label_scale("tick", "ticks"),
            label_scale("height", "heights"),
        ],
        "axes": [
            {
                "orient": "bottom",
                "scale": "x",
                "values": [tick.place for tick in ticks],
                "encode": {
                    "labels": {"update": {"text": {"signal": "scale('tick', datum.value)"}}}
                },
                "title": title,
                "labelOverlap": False,
            },
            {
                "orient": "left",
                "scale": "y",
                "values": [tick.place for tick in heights],
                "encode": {
                    "labels": {"update": {"text": {"signal": "scale('height', datum.value)"}}}
                },
                "grid": True,
                "domain": False,
                "ticks": False,
            },
        ],
        "marks": [
            {
                "type": "rect",
                "from": {"data": "bins"},
                "encode": {
                    "enter": {
                        "x": {"scale": "x", "field": "low", "offset": 0.75},
                        "x2": {"scale": "x", "field": "high", "offset": -0.75},
                        "y": {"scale": "y", "field": "customers"},
                        "y2": {"scale": "y", "value": 0},
                        "fill": {"value": "var(--accent)"},
                        "fillOpacity": {"signal": "datum.is_open ? 0.4 : 0.85"},
                        "description": {"field": "label"},
                    }
                },
            },
            {
                "type": "rule",
                "from": {"data": "cuts"},
                "encode": {
                    "enter": {
                        "x": {"scale": "x", "field": "cut"},
                        "y": {"value": -16},
                        "y2": {"signal": "height"},
                        "stroke": {"value": "var(--ink)"},
                        "strokeDash": {"value": [4, 3]},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "bands"},
                "encode": {
                    "enter": {
                        "x": {"signal": "(scale('x', datum.low) + scale('x', datum.high)) / 2"},
                        "y": {"value": -8},
                        "align": {"value": "center"},
                        # nothing where the range is narrower than its name, or empty
                        "text": {
                            "signal": "scale('x', datum.high) - scale('x', datum.low)"
                            " > 8 * length(datum.score) ? datum.score : ''"
                        },
                        "fill": {"value": "var(--ink)"},
                        "fontSize": {"value": 13},
                        "fontWeight": {"value": "bold"},
                    }
                },
            },
        ],
    }


def label_scale(name: str, data: str) -> Spec:
    """Return a scale from places to their texts."""
    return {
        "name": name,
        "type": "ordinal",
        "domain": {"data": data, "field": "place"},
        "range": {"data": data, "field": "text"},
    }


@dataclass(frozen=True)
class Pair:
    """Two shares of a segment, 0 to 1, with the text that says them."""

    name: str
    colour: str
    first: float
    second: float
    label: str


def dumbbells(
    pairs: list[Pair], ticks: list[Tick], names: tuple[str, str], key_left: float
) -> Spec:
    """Return two shares per segment, joined by a line: hollow the first, full the second.

    The key with the names of the two begins `key_left` pixels right of the axis.
    """
    rows = [vars(pair) for pair in pairs]
    ends = [
        {"name": pair.name, "colour": pair.colour, "share": share, "full": full}
        for pair in pairs
        for share, full in ((pair.first, False), (pair.second, True))
    ]
    return {
        "data": [
            {"name": "pairs", "values": rows},
            {"name": "ends", "values": ends},
            {"name": "ticks", "values": [vars(tick) for tick in ticks]},
            {
                "name": "key",
                "values": [
                    {"text": names[0], "full": False, "at": key_left},
                    {
                        "text": names[1],
                        "full": True,
                        "at": key_left + text_width(names[0], 12) + 36,
                    },
                ],
            },
        ],
        "scales": [
            {"name": "x", "domain": [ticks[0].place, ticks[-1].place], "range": "width"},
            {
                "name": "y",
                "type": "band",
                "domain": {"data": "pairs", "field": "name"},
                "range": "height",
            },
            label_scale("tick", "ticks"),
        ],
        "axes": [
            {
                "orient": "bottom",
                "scale": "x",
                "values": [tick.place for tick in ticks],
                "encode": {
                    "labels": {"update": {"text": {"signal": "scale('tick', datum.value)"}}}
                },
                "grid": True,
                "domain": False,
                "ticks": False,
            },
            {
                "orient": "left",
                "scale": "y",
                "domain": False,
                "ticks": False,
                "labelColor": "var(--ink)",
                "labelPadding": 14,
                "labelLimit": 200,
            },
        ],
        "marks": [
            {
                "type": "rule",
                "from": {"data": "pairs"},
                "encode": {
                    "enter": {
                        "x": {"scale": "x", "field": "first"},
                        "x2": {"scale": "x", "field": "second"},
                        "y": {"scale": "y", "field": "name", "band": 0.5},
                        "stroke": {"field": "colour"},
                        "strokeWidth": {"value": 4},
                        "strokeOpacity": {"value": 0.45},
                    }
                },
            },
            {
                "type": "symbol",
                "from": {"data": "ends"},
                "encode": {
                    "enter": {
                        "x": {"scale": "x", "field": "share"},
                        "y": {"scale": "y", "field": "name", "band": 0.5},
                        "size": {"value": 130},
                        "fill": {"signal": "datum.full ? datum.colour : 'var(--card)'"},
                        "stroke": {"field": "colour"},
                        "strokeWidth": {"value": 2.5},
                    }
                },
            },
            # An unseen bar over each line, to point at.
            {
                "type": "rect",
                "from": {"data": "pairs"},
                "encode": {
                    "enter": {
                        "x": {"value": 0},
                        "x2": {"signal": "width"},
                        "y": {"scale": "y", "field": "name"},
                        "height": {"scale": "y", "band": 1},
                        "fill": {"value": "transparent"},
                        "description": {"field": "label"},
                    }
                },
            },
            {
                "type": "symbol",
                "from": {"data": "key"},
                "encode": {
                    "enter": {
                        "x": {"field": "at", "offset": 6},
                        "y": {"value": -14},
                        "size": {"value": 100},
                        "fill": {"signal": "datum.full ? 'var(--ink)' : 'var(--card)'"},
                        "stroke": {"value": "var(--ink)"},
                        "strokeWidth": {"value": 2},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "key"},
                "encode": {
                    "enter": {
                        "x": {"field": "at", "offset": 18},
                        "y": {"value": -10},
                        "text": {"field": "text"},
                        "fill": {"value": "var(--ink)"},
                        "fontSize": {"value": 12},
                    }
                },
            },
        ],
    }


@dataclass(frozen=True)
class Flow:
    """Customers who went from one group to another, by their positions; `label` says it."""

    origin: int
    goal: int
    customers: int
    label: str


def flows(groups: list[tuple[str, str]], moves: list[Flow], frame: Frame) -> Spec:
    """Return the groups as two columns, before and after, and ribbons for who went where.

    Vega has no layout for this, so places are worked out here and Vega draws the outlines.

    Args:
        groups: name and colour of each group, from the top.
        moves: at most one per pair of groups.
        frame: the size; all of it is used.
    """
    bar, gap = 10, 6
    whole = sum(move.customers for move in moves)
    shown = {index for move in moves for index in (move.origin, move.goal)}
    unit = (frame.height - gap * (len(shown) - 1)) / whole
    sides = ("origin", "goal")
    # the order is the same on both sides: where there is no room, names on the left will do
    longest = max(text_width(name, 13) for name, _ in groups)
    named = sides if 2 * longest + 80 < frame.width else sides[:1]
    nodes, places = [], {}
    for side in sides:
        top = 0.0
        for index, (name, colour) in enumerate(groups):
            if index not in shown:
                continue
            size = unit * sum(move.customers for move in moves if getattr(move, side) == index)
            places[side, index] = top
            nodes.append(
                {
                    "x": 0 if side == "origin" else frame.width - bar,
                    "text_x": bar + 6 if side == "origin" else frame.width - bar - 6,
                    "align": "left" if side == "origin" else "right",
                    "y": top,
                    "size": size,
                    "colour": colour,
                    "name": name if size > 13 and side in named else "",
                }
            )
            top += size + gap
    ribbons = []
    middle = frame.width / 2
    for move in sorted(moves, key=lambda move: (move.origin, move.goal)):
        size = unit * move.customers
        left, right = (places[side, getattr(move, side)] for side in sides)
        for side in sides:
            places[side, getattr(move, side)] += size
        start, end = bar, frame.width - bar
        ribbons.append(
            {
                "outline": f"M{start},{left:.2f}C{middle},{left:.2f} {middle},{right:.2f}"
                f" {end},{right:.2f}L{end},{right + size:.2f}C{middle},{right + size:.2f}"
                f" {middle},{left + size:.2f} {start},{left + size:.2f}Z",
                "colour": groups[move.origin][1],
                "opacity": 0.25 if move.origin == move.goal else 0.55,
                "label": move.label,
            }
        )
    return {
        "data": [{"name": "nodes", "values": nodes}, {"name": "ribbons", "values": ribbons}],
        "marks": [
            {
                "type": "path",
                "from": {"data": "ribbons"},
                "encode": {
                    "enter": {
                        "path": {"field": "outline"},
                        "fill": {"field": "colour"},
                        "fillOpacity": {"field": "opacity"},
                        "description": {"field": "label"},
                    }
                },
            },
            {
                "type": "rect",
                "from": {"data": "nodes"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "width": {"value": bar},
                        "y": {"field": "y"},
                        "height": {"field": "size"},
                        "fill": {"field": "colour"},
                        "cornerRadius": {"value": 2},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "nodes"},
                "interactive": False,
                "encode": {
                    "enter": {
                        "x": {"field": "text_x"},
                        "y": {"signal": "datum.y + datum.size / 2"},
                        "align": {"field": "align"},
                        "baseline": {"value": "middle"},
                        "text": {"field": "name"},
                        "fill": {"value": "var(--ink)"},
                        "fontSize": {"value": 13},
                        "fontWeight": {"value": "bold"},
                    }
                },
            },
        ],
    }
