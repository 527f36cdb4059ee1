"""Who went from one group to another.

Vega has no layout for this, so places are worked out here and Vega draws the outlines.
"""

from __future__ import annotations

from dataclasses import dataclass

from omnichannel_rfm.report.charts.drawing import Frame, Spec, mark, text_width

FRAMES = (Frame("wide", 1060, 480), Frame("narrow", 340, 460))
SIDES = ("origin", "goal")
BAR, GAP = 10, 6  # width of a group's bar and room between two groups, in pixels

# The top of a group's bar on a side, in pixels, by side and position of the group.
Tops = dict[tuple[str, int], float]


@dataclass(frozen=True)
class Flow:
    """Customers who went from one group to another, by their positions; `label` says it."""

    origin: int
    goal: int
    customers: int
    label: str


def flows(groups: list[tuple[str, str]], moves: list[Flow], frame: Frame) -> Spec:
    """Return the groups as two columns, before and after, and ribbons for who went where.

    Args:
        groups: name and colour of each group, from the top.
        moves: one or more, at most one per pair of groups, none of 0 customers.
        frame: the size; all of it is used.

    Raises:
        ZeroDivisionError: nobody has moved or stayed.
    """
    whole = sum(move.customers for move in moves)
    shown = {index for move in moves for index in (move.origin, move.goal)}
    unit = (frame.height - GAP * (len(shown) - 1)) / whole
    nodes, tops = placed_groups(groups, moves, shown, frame, unit)
    ribbons = placed_ribbons(groups, moves, tops, frame, unit)
    return {
        "data": [{"name": "nodes", "values": nodes}, {"name": "ribbons", "values": ribbons}],
        "marks": flow_marks(),
    }


def placed_groups(
    groups: list[tuple[str, str]], moves: list[Flow], shown: set[int], frame: Frame, unit: float
) -> tuple[list[Spec], Tops]:
    """Return the bars of both sides and their tops.

    Args:
        groups: name and colour of each group, from the top.
        moves: what the heights of the bars follow.
        shown: positions of the groups that have a bar.
        frame: the size.
        unit: the height of a customer in pixels.
    """
    # the order is the same on both sides: where there is no room, names on the left will do
    longest = max(text_width(name, 13) for name, _ in groups)
    named = SIDES if 2 * longest + 80 < frame.width else SIDES[:1]
    nodes: list[Spec] = []
    tops: Tops = {}
    for side in SIDES:
        is_left = side == "origin"
        top = 0.0
        for index, (name, colour) in enumerate(groups):
            if index not in shown:
                continue
            size = unit * sum(move.customers for move in moves if getattr(move, side) == index)
            tops[side, index] = top
            nodes.append(
                {
                    "x": 0 if is_left else frame.width - BAR,
                    "text_x": BAR + 6 if is_left else frame.width - BAR - 6,
                    "align": "left" if is_left else "right",
                    "y": top,
                    "size": size,
                    "colour": colour,
                    "name": name if size > 13 and side in named else "",
                }
            )
            top += size + GAP
    return nodes, tops


def placed_ribbons(
    groups: list[tuple[str, str]], moves: list[Flow], tops: Tops, frame: Frame, unit: float
) -> list[Spec]:
    """Return the outlines of the ribbons, which leave and reach the bars from their tops down.

    Args:
        groups: name and colour of each group; a ribbon has the colour of where it begins.
        moves: a ribbon each.
        tops: where the bars begin.
        frame: the size.
        unit: the height of a customer in pixels.
    """
    used = dict(tops)
    start, middle, end = BAR, frame.width / 2, frame.width - BAR
    ribbons = []
    for move in sorted(moves, key=lambda move: (move.origin, move.goal)):
        size = unit * move.customers
        ends = [(side, getattr(move, side)) for side in SIDES]
        left, right = (used[one] for one in ends)
        for one in ends:
            used[one] += size
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
    return ribbons


def flow_marks() -> list[Spec]:
    """Return the ribbons, the bars over their ends, and the names."""
    ribbon = {
        "path": {"field": "outline"},
        "fill": {"field": "colour"},
        "fillOpacity": {"field": "opacity"},
        "description": {"field": "label"},
    }
    bar = {
        "x": {"field": "x"},
        "width": {"value": BAR},
        "y": {"field": "y"},
        "height": {"field": "size"},
        "fill": {"field": "colour"},
        "cornerRadius": {"value": 2},
    }
    name = {
        "x": {"field": "text_x"},
        "y": {"signal": "datum.y + datum.size / 2"},
        "align": {"field": "align"},
        "baseline": {"value": "middle"},
        "text": {"field": "name"},
        "fill": {"value": "var(--ink)"},
        "fontSize": {"value": 13},
        "fontWeight": {"value": "bold"},
    }
    return [
        mark("path", "ribbons", ribbon),
        mark("rect", "nodes", bar),
        mark("text", "nodes", name, interactive=False),
    ]
