"""What sections are made of: figures, tables, and the words and numbers of one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from omnichannel_rfm.report.base import Base, ratio
from omnichannel_rfm.report.charts.drawing import NO_EDGES, Edges, Frame, Spec, draw
from omnichannel_rfm.report.marts import Row

Write = Callable[[Any], str]


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure: the mart, headings, and rows of texts, the first a heading."""

    mart: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Figure:
    """A drawing in all its sizes, and the numbers in it with the names of their marts."""

    svg: Markup
    tables: list[Table]


class Section:
    """A section of the page in one language; its properties are what the template shows."""

    def __init__(self, base: Base) -> None:
        """Take the customers, and with them the marts and the language."""
        self.base, self.marts, self.language = base, base.marts, base.language
        self.t = base.language.text

    def money(self, value: Any) -> str:
        """Return an amount in TL, exact to the cent."""
        return self.language.money(value, 2)

    def value(self, text: str) -> str:
        """Return a channel, category or company as the page writes it."""
        return self.t("none_value") if text == "(none)" else text

    def share_cell(self, part: int, whole: int) -> Row:
        """Return a share as the `text` of a cell, and its `strength` to colour by, 0 to 1."""
        share = ratio(part, whole)
        return {"text": self.language.share(share, 0), "strength": min(float(share or 0), 1.0)}

    def table(self, mart: str, rows: Iterable[Row], **columns: Write) -> Table:
        """Return a table of the named columns; each comes with the function that writes it.

        Raises:
            KeyError: a row has no such column, or texts.toml no heading `col_` for it.
        """
        return Table(
            mart,
            [self.t(f"col_{column}") for column in columns],
            [[write(row[column]) for column, write in columns.items()] for row in rows],
        )

    def profile_table(self) -> Table:
        """Return the sizes of the segments."""
        language = self.language
        return self.table(
            "segment_profiles",
            [{**row, "segment": row["name"]} for row in self.base.segments],
            segment=str,
            customers=language.number,
            customer_share=language.share,
            revenue=self.money,
            revenue_share=language.share,
        )

    def figure(
        self,
        summary: str,
        frames: Iterable[Frame],
        spec: Callable[[Frame], Spec],
        tables: list[Table],
        edges: Edges = NO_EDGES,
    ) -> Figure:
        """Draw a chart in all sizes.

        Args:
            summary: the sentence that a screen reader says.
            frames: the sizes in pixels.
            spec: the function that gives the chart for a size.
            tables: the numbers in the chart.
            edges: the room around its scales, in pixels.

        Raises:
            ValueError: Vega cannot draw it.
        """
        drawings = [draw(spec(frame), frame, summary, edges) for frame in frames]
        return Figure(Markup("\n".join(drawings)), tables)
