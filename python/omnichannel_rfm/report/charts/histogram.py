"""How a number is spread over the customers, with the boundaries between its scores."""

from __future__ import annotations

from dataclasses import dataclass

from omnichannel_rfm.report.charts.axes import Tick, label_scale, labelled_axis, tick_data
from omnichannel_rfm.report.charts.drawing import Frame, Spec, mark

FRAMES = (Frame("wide", 520, 260), Frame("narrow", 340, 230))
TALL_FRAMES = (Frame("wide", 520, 420), Frame("narrow", 340, 230))


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram, from `low` to `high` on the axis; `label` says it in words."""

    low: float
    high: float
    customers: int
    is_open: bool
    label: str


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
        bins: the bars, one or more, rising; the open one is drawn paler.
        cuts: the boundaries on the axis, rising.
        scores: the names of the ranges between the boundaries, one more than these.
        ticks: what to write on the horizontal axis.
        heights: what to write on the vertical axis, in customers.
        title: the title of the horizontal axis.

    Raises:
        IndexError: there is no bar.
        ValueError: the names are not one more than the boundaries.
    """
    start, end = bins[0].low, bins[-1].high
    edges = [start, *cuts, end]
    bands = [
        {"low": low, "high": high, "score": score}
        for low, high, score in zip(edges[:-1], edges[1:], scores, strict=True)
    ]
    top = max(1, *(one.customers for one in bins)) * 1.04
    return {
        "data": [
            {"name": "bins", "values": [vars(one) for one in bins]},
            {"name": "cuts", "values": [{"cut": cut} for cut in cuts]},
            {"name": "bands", "values": bands},
            tick_data("ticks", ticks),
            tick_data("heights", heights),
        ],
        "scales": [
            {"name": "x", "domain": [start, end], "range": "width", "zero": False},
            {"name": "y", "domain": [0, top], "range": "height"},
            label_scale("tick", "ticks"),
            label_scale("height", "heights"),
        ],
        "axes": [
            labelled_axis("bottom", "x", "tick", ticks, title=title, labelOverlap=False),
            labelled_axis("left", "y", "height", heights, grid=True, domain=False, ticks=False),
        ],
        "marks": [bars(), boundary_lines(), score_names()],
    }


def bars() -> Spec:
    """Return the bars, one per row of `bins`."""
    return mark(
        "rect",
        "bins",
        {
            "x": {"scale": "x", "field": "low", "offset": 0.75},
            "x2": {"scale": "x", "field": "high", "offset": -0.75},
            "y": {"scale": "y", "field": "customers"},
            "y2": {"scale": "y", "value": 0},
            "fill": {"value": "var(--accent)"},
            "fillOpacity": {"signal": "datum.is_open ? 0.4 : 0.85"},
            "description": {"field": "label"},
        },
    )


def boundary_lines() -> Spec:
    """Return the lines between the scores, one per row of `cuts`."""
    return mark(
        "rule",
        "cuts",
        {
            "x": {"scale": "x", "field": "cut"},
            "y": {"value": -16},
            "y2": {"signal": "height"},
            "stroke": {"value": "var(--ink)"},
            "strokeDash": {"value": [4, 3]},
        },
    )


def score_names() -> Spec:
    """Return the names of the scores above the bars, one per row of `bands`."""
    return mark(
        "text",
        "bands",
        {
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
        },
    )
