"""Parts of a whole as areas."""

from __future__ import annotations

from dataclasses import dataclass

from omnichannel_rfm.report.charts.colours import text_colour
from omnichannel_rfm.report.charts.drawing import Frame, Spec, mark, text_width

FRAMES = (Frame("wide", 520, 360), Frame("narrow", 340, 420))


@dataclass(frozen=True)
class Part:
    """A part of a whole: its area follows `size`, above 0; the rest are texts."""

    name: str
    colour: str
    size: float
    value: str
    share: str


def treemap(parts: list[Part], frame: Frame) -> Spec:
    """Return a treemap: an area per part, labelled as far as the texts fit.

    Raises:
        ValueError: a part has no name, or its colour is not `#rrggbb`.
    """
    rows: list[Spec] = [{"id": "all"}]
    rows += [area(number, part) for number, part in enumerate(parts)]
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
    layout = {
        "type": "treemap",
        "field": "size",
        "sort": {"field": "value", "order": "descending"},
        "method": "squarify",
        "ratio": 1.4,
        "paddingInner": 3,
        "round": True,
        "size": [frame.width, frame.height],
    }
    tree = {
        "name": "tree",
        "values": rows,
        "transform": [
            {"type": "stratify", "key": "id", "parentKey": "parent"},
            layout,
            {"type": "filter", "expr": "isValid(datum.parent)"},
            {"type": "formula", "as": "name_lines", "expr": name_lines},
            {"type": "formula", "as": "value_text", "expr": value_text},
        ],
    }
    areas = {
        "x": {"field": "x0"},
        "x2": {"field": "x1"},
        "y": {"field": "y0"},
        "y2": {"field": "y1"},
        "fill": {"field": "colour"},
        "cornerRadius": {"value": 5},
        "description": {"field": "label"},
    }
    return {
        "data": [tree],
        "marks": [
            mark("rect", "tree", areas),
            corner_text("[[], datum.name, datum.lines][datum.name_lines]", 13, "bold", "20"),
            corner_text("datum.value_text", 12, "normal", "20 + 17 * datum.name_lines"),
        ],
    }


def area(number: int, part: Part) -> Spec:
    """Return the row of a part: its texts, and how wide they are in pixels.

    The name is also given in two lines, cut at the blank that leaves the longer one shortest.
    """
    words = part.name.split()
    half = min(
        range(1, len(words) + 1),
        key=lambda cut: max(len(" ".join(words[:cut])), len(" ".join(words[cut:]))),
    )
    lines = [line for line in (" ".join(words[:half]), " ".join(words[half:])) if line]
    value = f"{part.value} · {part.share}"
    return {
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


def corner_text(expression: str, size: int, weight: str, y: str) -> Spec:
    """Return a text mark in the upper left corner of each area.

    Args:
        expression: Vega's for the text, or for its lines.
        size: of the font, in pixels.
        weight: of the font, as CSS names it.
        y: Vega's expression for the pixels below the area's top.
    """
    place = {
        "x": {"field": "x0", "offset": 9},
        "y": {"signal": f"datum.y0 + {y}"},
        "text": {"signal": expression},
        "fill": {"field": "ink"},
        "fontSize": {"value": size},
        "fontWeight": {"value": weight},
        "lineHeight": {"value": 16},
    }
    return mark("text", "tree", place, interactive=False)
