"""An arm of a campaign against the control, as texts."""

from __future__ import annotations

from omnichannel_rfm.report.formats import NONE, Language
from omnichannel_rfm.report.marts import Row
from omnichannel_rfm.report.sections.measure import Measure, signed

ENDS = ("difference", "difference_low", "difference_high")


class Comparison:
    """An arm of a campaign against the control, as texts of one language.

    Attributes:
        row: the row of the mart `campaign_lift`.
        measure: what is compared, with its unit.
    """

    def __init__(self, language: Language, row: Row) -> None:
        """Take a row of the mart `campaign_lift`."""
        self.language, self.row = language, row
        self.measure = Measure(language, row["measure"])

    def side(self, name: str) -> str:
        """Return how many customers `treated` or `control` has, and their mean if there is one."""
        number = self.language.number(self.row[f"{name}_customers"])
        customers = self.language.text("lift_customers", customers=number)
        mean = self.row[f"{name}_mean"]
        return customers if mean is None else f"{customers} · {self.measure.mean(mean)}"

    @property
    def difference(self) -> str:
        """Return the difference with its interval; a dash where it is not known."""
        figure, low, high = (self.row[end] for end in ENDS)
        write = self.measure.difference
        return self.with_interval(write(figure, with_unit=True), write(low), write(high))

    @property
    def relative_lift(self) -> str:
        """Return the relative lift with its interval; a dash where it is not known."""
        figures = (self.row[f"relative_lift{end}"] for end in ("", "_low", "_high"))
        return self.with_interval(*(signed(self.language.share, figure) for figure in figures))

    def with_interval(self, text: str, low: str, high: str) -> str:
        """Return a figure with its interval, which no line breaks; alone where it has none."""
        if NONE in (text, low, high):
            return text
        ends = self.language.text("lift_interval", low=low, high=high)
        unbroken = ends.replace(" ", "\N{NO-BREAK SPACE}")
        return f"{text} ({unbroken})"

    @property
    def label(self) -> str:
        """Return what is compared, the arm, and the difference."""
        return f"{self.measure.name}, {self.row['arm']}: {self.difference}"
