"""Axes whose texts are written in the language of the page, at round places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any

from omnichannel_rfm.report.charts.drawing import Spec


@dataclass(frozen=True)
class Tick:
    """A place on an axis, in the unit of what is drawn, and the text there."""

    place: float
    text: str


def tick_data(name: str, ticks: list[Tick]) -> Spec:
    """Return ticks as data of a chart, of the columns `place` and `text`."""
    return {"name": name, "values": [vars(tick) for tick in ticks]}


def label_scale(name: str, data: str) -> Spec:
    """Return a scale from places to their texts, of data as `tick_data` gives it."""
    return {
        "name": name,
        "type": "ordinal",
        "domain": {"data": data, "field": "place"},
        "range": {"data": data, "field": "text"},
    }


def labelled_axis(orient: str, scale: str, labels: str, at: list[Tick], **options: Any) -> Spec:
    """Return an axis with a text at each tick.

    Args:
        orient: the side, such as `left`.
        scale: name of the scale of the places.
        labels: name of the scale from places to texts.
        at: where to write.
        options: further properties of the axis, as Vega names them.
    """
    text = {"text": {"signal": f"scale('{labels}', datum.value)"}}
    return {
        "orient": orient,
        "scale": scale,
        "values": [tick.place for tick in at],
        "encode": {"labels": {"update": text}},
        **options,
    }


def steps(most: float, count: int, least: float = 0.01, lowest: float = 0.0) -> list[float]:
    """Return about `count` round places, evenly apart and 0 among them.

    Args:
        most: a number of 0 or more; the last place is there or just beyond.
        count: how many places to make at most, but for those at the ends.
        least: the smallest distance of two places.
        lowest: a number of 0 or less; the first place is there or just below.
    """
    power, top, bottom = (Decimal(str(number)) for number in (least, most, lowest))
    while True:
        for digit in (1, 2, 5):
            step = power * digit
            if step * count >= top - bottom:
                first, last = floor(bottom / step), max(ceil(top / step), 1)
                return [float(step * place) for place in range(first, last + 1)]
        power *= 10
