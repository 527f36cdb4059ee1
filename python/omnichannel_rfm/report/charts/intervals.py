"""A difference with its interval, on a scale that holds zero."""

from __future__ import annotations

from dataclasses import dataclass

from omnichannel_rfm.report.charts.axes import Tick, label_scale, labelled_axis, tick_data
from omnichannel_rfm.report.charts.drawing import Edges, Frame, Spec, mark

# One size serves wide and narrow screens: the drawing is never wider than a phone.
FRAMES = (Frame("interval", 340, 96),)
EDGES = Edges(left=26, top=6, right=26, bottom=42)


@dataclass(frozen=True)
class Interval:
    """A difference and the ends of its interval; None where it has none. `label` says them."""

    difference: float
    low: float | None
    high: float | None
    label: str


def interval(one: Interval, ticks: list[Tick], title: str) -> Spec:
    """Return a point on a bar from end to end, and a line at zero.

    Args:
        one: the difference; without ends it is a point alone.
        ticks: what to write on the axis, 0 among them; it reaches from the first to the last.
        title: what is written below the axis: the unit.

    Raises:
        IndexError: there is no tick.
    """
    has_ends = one.low is not None and one.high is not None
    return {
        "data": [
            {"name": "points", "values": [vars(one)]},
            {"name": "bars", "values": [vars(one)] if has_ends else []},
            {"name": "zero", "values": [{"place": 0}]},
            tick_data("ticks", ticks),
        ],
        "scales": [
            {"name": "x", "domain": [ticks[0].place, ticks[-1].place], "range": "width"},
            label_scale("tick", "ticks"),
        ],
        "axes": [
            labelled_axis(
                "bottom", "x", "tick", ticks, grid=True, domain=False, ticks=False, title=title
            )
        ],
        "marks": interval_marks(),
    }


def interval_marks() -> list[Spec]:
    """Return the line at zero, the bar, the point, and an unseen bar over all to point at."""
    zero = {
        "x": {"scale": "x", "field": "place"},
        "y": {"value": 0},
        "y2": {"signal": "height"},
        "stroke": {"value": "var(--ink)"},
        "strokeWidth": {"value": 1.5},
    }
    bar = {
        "x": {"scale": "x", "field": "low"},
        "x2": {"scale": "x", "field": "high"},
        "yc": {"signal": "height / 2"},
        "height": {"value": 10},
        "cornerRadius": {"value": 3},
        "fill": {"value": "var(--accent)"},
        "fillOpacity": {"value": 0.45},
    }
    point = {
        "x": {"scale": "x", "field": "difference"},
        "y": {"signal": "height / 2"},
        "size": {"value": 130},
        "fill": {"value": "var(--accent)"},
        "stroke": {"value": "var(--card)"},
        "strokeWidth": {"value": 2},
    }
    unseen = {
        "x": {"value": 0},
        "x2": {"signal": "width"},
        "y": {"value": 0},
        "y2": {"signal": "height"},
        # A mark without fill, or with a transparent one, is not pointed at.
        "fill": {"value": "var(--card)"},
        "fillOpacity": {"value": 0},
        "description": {"field": "label"},
    }
    return [
        mark("rule", "zero", zero),
        mark("rect", "bars", bar),
        mark("symbol", "points", point),
        mark("rect", "points", unseen),
    ]
