"""What all charts are made of: the frame, the marks, and the drawing as SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

Spec = dict[str, Any]

# Average width of a character of a sans-serif font, in parts of its size; on the safe side.
CHARACTER = 0.56
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


def draw(spec: Spec, frame: Frame, summary: str, edges: Edges = NO_EDGES) -> str:
    """Return a specification as inline SVG that a screen reader reads as one picture.

    Marks keep their `aria-label`, which the page shows as a tooltip.

    Args:
        spec: data, scales, axes and marks; the frame is added here.
        frame: the whole picture, edges included.
        summary: the sentence that a screen reader says; not yet escaped.
        edges: the room around the scales.

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


def mark(kind: str, data: str, enter: Spec, **options: Any) -> Spec:
    """Return a mark: one of a kind per row of the named data, placed and coloured by `enter`."""
    return {"type": kind, "from": {"data": data}, "encode": {"enter": enter}, **options}


def text_width(text: str, size: int) -> float:
    """Return about how wide a text of a size in pixels is, in pixels."""
    return CHARACTER * size * len(text)
