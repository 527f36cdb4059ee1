"""Two shares of each segment, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from omnichannel_rfm.report.charts.axes import Tick, label_scale, labelled_axis, tick_data
from omnichannel_rfm.report.charts.drawing import Spec, mark, text_width


@dataclass(frozen=True)
class Pair:
    """Two shares of a segment, 1 for the whole, with the text that says them."""

    name: str
    colour: str
    first: float
    second: float
    label: str


def dumbbells(
    pairs: list[Pair], ticks: list[Tick], names: tuple[str, str], key_left: float
) -> Spec:
    """Return two shares per segment, joined by a line: hollow the first, full the second.

    Args:
        pairs: the segments, from the top.
        ticks: what to write on the axis of shares; it reaches from the first to the last.
        names: what the first and the second share are of, for the key.
        key_left: where the key begins, in pixels right of the axis.

    Raises:
        IndexError: there is no tick.
    """
    ends = [
        {"name": pair.name, "colour": pair.colour, "share": share, "full": full}
        for pair in pairs
        for share, full in ((pair.first, False), (pair.second, True))
    ]
    key_right = key_left + text_width(names[0], 12) + 36
    key = [
        {"text": text, "full": full, "at": at}
        for text, full, at in zip(names, (False, True), (key_left, key_right), strict=True)
    ]
    segments = {"data": "pairs", "field": "name"}
    return {
        "data": [
            {"name": "pairs", "values": [vars(pair) for pair in pairs]},
            {"name": "ends", "values": ends},
            tick_data("ticks", ticks),
            {"name": "key", "values": key},
        ],
        "scales": [
            {"name": "x", "domain": [ticks[0].place, ticks[-1].place], "range": "width"},
            {"name": "y", "type": "band", "domain": segments, "range": "height"},
            label_scale("tick", "ticks"),
        ],
        "axes": [
            labelled_axis("bottom", "x", "tick", ticks, grid=True, domain=False, ticks=False),
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
        "marks": [*pair_marks(), *key_marks()],
    }


def pair_marks() -> list[Spec]:
    """Return the lines between the shares, the shares, and an unseen bar over each to point at."""
    line = {
        "x": {"scale": "x", "field": "first"},
        "x2": {"scale": "x", "field": "second"},
        "y": {"scale": "y", "field": "name", "band": 0.5},
        "stroke": {"field": "colour"},
        "strokeWidth": {"value": 4},
        "strokeOpacity": {"value": 0.45},
    }
    end = {
        "x": {"scale": "x", "field": "share"},
        "y": {"scale": "y", "field": "name", "band": 0.5},
        "size": {"value": 130},
        "fill": {"signal": "datum.full ? datum.colour : 'var(--card)'"},
        "stroke": {"field": "colour"},
        "strokeWidth": {"value": 2.5},
    }
    unseen = {
        "x": {"value": 0},
        "x2": {"signal": "width"},
        "y": {"scale": "y", "field": "name"},
        "height": {"scale": "y", "band": 1},
        # A mark without fill, or with a transparent one, is not pointed at.
        "fill": {"value": "var(--card)"},
        "fillOpacity": {"value": 0},
        "description": {"field": "label"},
    }
    return [
        mark("rule", "pairs", line),
        mark("symbol", "ends", end),
        mark("rect", "pairs", unseen),
    ]


def key_marks() -> list[Spec]:
    """Return the key above the chart: a hollow and a full symbol with their names."""
    symbol = {
        "x": {"field": "at", "offset": 6},
        "y": {"value": -14},
        "size": {"value": 100},
        "fill": {"signal": "datum.full ? 'var(--ink)' : 'var(--card)'"},
        "stroke": {"value": "var(--ink)"},
        "strokeWidth": {"value": 2},
    }
    name = {
        "x": {"field": "at", "offset": 18},
        "y": {"value": -10},
        "text": {"field": "text"},
        "fill": {"value": "var(--ink)"},
        "fontSize": {"value": 12},
    }
    return [mark("symbol", "key", symbol), mark("text", "key", name)]
