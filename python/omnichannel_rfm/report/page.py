"""Turn the rows of the marts into the page: figures and texts per language, then HTML."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from omnichannel_rfm.report import charts
from omnichannel_rfm.report.charts import (
    NO_EDGES,
    Bin,
    Edges,
    Flow,
    Frame,
    Pair,
    Part,
    Spec,
    Tick,
    text_colour,
    text_width,
)
from omnichannel_rfm.report.formats import LANGUAGES, NONE, Language
from omnichannel_rfm.report.marts import Marts, Row

FOLDER = Path(__file__).parent
METRICS = ("recency_days", "frequency", "monetary")
MEASURES = (*METRICS, "average_order_value")
LISTS = ("category", "store_company")
RUN_COLUMNS = {"analysis_date", "run_id", "project_version"}

# Filters of a campaign, in the order in which they apply: comma-separated lists, then amounts.
LIST_FILTERS = ("segments", "categories", "order_channels", "last_order_channels")
FILTERS = (*LIST_FILTERS, "minimum_average_order_value", "minimum_spend")


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure: the mart, headings, and rows of texts, the first a heading."""

    mart: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Figure:
    """A drawing in all its sizes, its marts' names, and its numbers."""

    svg: Markup
    tables: list[Table]


def write_page(marts: Marts, output: Path) -> int:
    """Write the page, replacing one that is there, and return its size in bytes.

    Raises:
        OSError: the file cannot be written.
    """
    page = render(marts).encode("utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(f".{output.name}.new")
    unfinished.write_bytes(page)
    os.replace(unfinished, output)
    return len(page)


def render(marts: Marts) -> str:
    """Return the page as HTML: every language in full, one of them shown."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    views = [View(marts, Language(code)) for code in LANGUAGES]
    return environment.get_template("template.html").render(
        views=views,
        style=Markup((FOLDER / "style.css").read_text(encoding="utf-8")),
        script=Markup((FOLDER / "script.js").read_text(encoding="utf-8")),
    )


def total(rows: Iterable[Row], column: str) -> Any:
    """Return the sum of a column."""
    return sum((row[column] for row in rows), start=0)


def ratio(numerator: Any, denominator: Any) -> Decimal | None:
    """Return a quotient to show; None where the denominator is 0 or unknown."""
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) / Decimal(denominator)


def items(text: str) -> list[str]:
    """Return the items of a comma-separated list as the models read it, in the list's order."""
    return [item.strip() for item in text.strip("[]").split(",") if item.strip()]


class View:
    """What the template shows of the marts in one language."""

    def __init__(self, marts: Marts, language: Language) -> None:
        """Read the rows that all sections share."""
        self.marts, self.language, self.t = marts, language, language.text
        self.code = language.code
        profiles = {row["segment"]: row for row in marts["segment_profiles"]}
        self.segments = [
            {**row, **profiles[row["segment"]], "name": row[f"name_{self.code}"]}
            for row in marts["segments"]
            if row["segment"] in profiles
        ]
        self.by_key = {row["segment"]: row for row in self.segments}
        # Within a kind every customer counts once: these sums are the totals.
        self.channels = [
            row for row in marts["channel_profiles"] if row["channel_kind"] == "order_channel"
        ]
        self.customers = total(self.segments, "customers")
        self.revenue = total(self.segments, "revenue")
        self.orders = total(self.channels, "orders")
        first = next(iter(self.segments), {})
        self.analysis_date: date | None = first.get("analysis_date")
        self.run_id, self.version = first.get("run_id"), first.get("project_version")
        self.averages = {
            "recency_days": ratio(
                sum(row["customers"] * (row["mean_recency_days"] or 0) for row in self.segments),
                self.customers,
            ),
            "frequency": ratio(self.orders, self.customers),
            "monetary": ratio(self.revenue, self.customers),
            "average_order_value": ratio(
                sum(
                    row["customers"] * (row["mean_average_order_value"] or 0)
                    for row in self.segments
                ),
                self.customers,
            ),
        }

    @property
    def input_line(self) -> str:
        """Return what the marts were made of; nothing where that is not known."""
        given = self.marts.input
        if given is None:
            return ""
        if given["is_sample"]:
            return self.t("input_sample")
        source = f"{given['name']} ({given['source']})" if given["name"] else given["source"]
        return self.t("input_given", source=source)

    # --- helpers ------------------------------------------------------------------------

    def value(self, text: str) -> str:
        """Return a channel, category or company as the page writes it."""
        return self.t("none_value") if text == "(none)" else text

    def table(self, mart: str, rows: Iterable[Row], **columns: Callable[[Any], str]) -> Table:
        """Return a table of the named columns; each comes with the function that writes it."""
        return Table(
            mart,
            [self.t(f"col_{column}") for column in columns],
            [[write(row[column]) for column, write in columns.items()] for row in rows],
        )

    def segment_name(self, key: str | None) -> str:
        """Return a segment's name; its key where the map does not name it."""
        return self.by_key[key]["name"] if key in self.by_key else str(key)

    def figure(
        self,
        summary: str,
        frames: Iterable[Frame],
        spec: Callable[[Frame], Spec],
        tables: list[Table],
        edges: Edges = NO_EDGES,
    ) -> Figure:
        """Draw a chart in all sizes."""
        drawings = [charts.draw(spec(frame), frame, summary, edges) for frame in frames]
        return Figure(Markup("\n".join(drawings)), tables)

    def profile_table(self) -> Table:
        """Return the sizes of the segments."""
        language = self.language
        rows = [{**row, "segment": row["name"]} for row in self.segments]
        return self.table(
            "segment_profiles",
            rows,
            segment=str,
            customers=language.number,
            customer_share=language.share,
            revenue=lambda value: language.money(value, 2),
            revenue_share=language.share,
        )

    # --- 1 size -------------------------------------------------------------------------

    @property
    def kpis(self) -> list[tuple[str, str, str]]:
        """Return the tiles: key, figure, what it is."""
        language = self.language
        win_back = [row for row in self.segments if row["tone"] == "win_back"]
        figures = {
            "customers": language.number(self.customers),
            "revenue": language.short_money(self.revenue),
            "orders": language.number(self.orders),
            "spend": language.money(self.averages["monetary"]),
            "order_value": language.money(ratio(self.revenue, self.orders)),
        }
        if win_back:
            figures["win_back"] = language.share(ratio(total(win_back, "revenue"), self.revenue), 0)
        return [(key, figure, self.t(f"kpi_{key}")) for key, figure in figures.items()]

    @property
    def size_lead(self) -> str:
        """Return the first sentences, with the two segments that spent most."""
        language = self.language
        lead = self.t(
            "size_lead",
            customers=language.number(self.customers),
            orders=language.number(self.orders),
            revenue=language.short_money(self.revenue),
        )
        spenders = [row for row in self.segments if row["revenue"] > 0]
        best = sorted(spenders, key=lambda row: (-row["revenue"], row["display_order"]))[:2]
        if len(best) < 2:
            return lead
        return (
            lead
            + " "
            + self.t(
                "size_best",
                first=best[0]["name"],
                second=best[1]["name"],
                customer_share=language.share(ratio(total(best, "customers"), self.customers)),
                revenue_share=language.share(ratio(total(best, "revenue"), self.revenue)),
            )
        )

    @property
    def worth(self) -> Figure:
        """Return the shares of customers and revenue, segment by segment."""
        language = self.language
        pairs = [
            Pair(
                row["name"],
                row["colour"],
                float(row["customer_share"] or 0),
                float(row["revenue_share"] or 0),
                self.t(
                    "worth_label",
                    name=row["name"],
                    customer_share=language.share(row["customer_share"]),
                    revenue_share=language.share(row["revenue_share"]),
                ),
            )
            for row in self.segments
        ]
        shares = [share for pair in pairs for share in (pair.first, pair.second)]
        places = steps(max(shares), 5, lowest=min(0.0, *shares))
        ticks = [Tick(place, language.share(Decimal(str(place)), 0)) for place in places]
        height = 30 * len(pairs) + 60
        frames = (Frame("wide", 1060, height), Frame("narrow", 340, height))
        names = (self.t("col_customer_share"), self.t("col_revenue_share"))
        left = max(text_width(pair.name, 12) for pair in pairs) + 16
        return self.figure(
            self.t("worth_summary"),
            frames,
            lambda frame: charts.dumbbells(pairs, ticks, names, -round(left)),
            [self.profile_table()],
            Edges(left=round(left), top=30, right=20, bottom=26),
        )

    # --- 2 shape ------------------------------------------------------------------------

    def tree(self, measure: str) -> Figure:
        """Return the treemap of the segments by `customers` or `revenue`, as far as above zero."""
        language = self.language
        write = language.number if measure == "customers" else language.short_money
        share = {"customers": "customer_share", "revenue": "revenue_share"}[measure]
        parts = [
            Part(
                row["name"],
                row["colour"],
                float(row[measure]),
                write(row[measure]),
                language.share(row[share]),
            )
            for row in self.segments
            if row[measure] > 0
        ]
        return self.figure(
            self.t(f"tree_{measure}_summary"),
            charts.TREES,
            lambda frame: charts.treemap(parts, frame),
            [self.profile_table()],
        )

    @property
    def grid(self) -> list[tuple[int, list[Row]]]:
        """Return the rows of the grid, best recency first: the score and its cells."""
        rows: dict[int, list[Row]] = {}
        for cell in self.marts["rf_grid"]:
            segment = self.by_key.get(cell["segment"], {})
            colour = segment.get("colour", "#ffffff")
            others = cell["segment_count"] - 1
            rows.setdefault(cell["recency_score"], []).append(
                {
                    **cell,
                    "colour": colour,
                    "ink": text_colour(colour),
                    "name": self.segment_name(cell["segment"]),
                    "more": f"+{others}" if others else "",
                }
            )
        return sorted(rows.items(), reverse=True)

    @property
    def grid_note(self) -> str:
        """Return how to read the grid."""
        cells = self.marts["rf_grid"]
        note = self.t("grid_note", best=max(cell["recency_score"] for cell in cells))
        is_mixed = any(cell["segment_count"] > 1 for cell in cells)
        return f"{note} {self.t('grid_mixed')}" if is_mixed else note

    @property
    def grid_table(self) -> Table:
        """Return the cells of the grid."""
        language = self.language
        return self.table(
            "rf_grid",
            self.marts["rf_grid"],
            recency_score=str,
            frequency_score=str,
            segment=self.segment_name,
            segment_count=str,
            customers=language.number,
            customer_share=language.share,
            revenue=lambda value: language.money(value, 2),
            revenue_share=language.share,
        )

    def spread(self, metric: str) -> dict[str, Any]:
        """Return the histogram of a metric with its cut points, and what to say of it."""
        language = self.language
        rows = [row for row in self.marts["metric_distributions"] if row["metric"] == metric]
        if rows and rows[-1]["upper_value"] is None and not rows[-1]["customers"]:
            rows.pop()
        width = float(rows[0]["upper_value"] - rows[0]["lower_value"]) if rows else 1.0
        # A bar of whole numbers one wide stands for its number alone: between two ticks.
        is_single = metric != "monetary" and width == 1
        bins = [self.bin(row, metric, width, is_single) for row in rows]
        places = [one.low for one in bins]
        every = max(1, round(len(places) / 7))
        ticks = [
            Tick(
                place + (0.5 if is_single else 0),
                language.number(Decimal(str(place)))
                + ("+" if bins[number].is_open and number == len(bins) - 1 else ""),
            )
            for number, place in enumerate(places)
            if number % every == 0 or bins[number].is_open
        ]
        # The last regular label gives way to that of the open bar.
        if len(ticks) > 1 and ticks[-1].place - ticks[-2].place < every * width * 0.75:
            del ticks[-2]
        cuts, scores = self.cuts(metric, bins)
        most = max((one.customers for one in bins), default=1)
        heights = [
            Tick(place, language.number(Decimal(str(place))))
            for place in steps(most, 4, least=1)
            if place <= most
        ]
        title = self.t(f"spread_title_{metric}")
        is_open = bool(bins) and bins[-1].is_open
        figure = self.figure(
            self.t("spread_summary", title=title),
            charts.TALL_HISTOGRAMS if metric == "recency_days" else charts.HISTOGRAMS,
            lambda frame: charts.histogram(
                bins, cuts, scores, ticks, heights, self.t(f"axis_{metric}")
            ),
            [self.spread_table(metric, rows), self.threshold_table(metric)],
            Edges(left=round(text_width(heights[-1].text, 12)) + 10, top=24, right=22, bottom=46),
        )
        if self.is_scored_in_groups:
            note = self.t("spread_note_groups")
        else:
            note = self.t("spread_note" if is_open else "spread_note_closed")
        return {"title": title, "figure": figure, "note": note}

    def bin(self, row: Row, metric: str, width: float, is_single: bool) -> Bin:
        """Return one bar of a histogram."""
        low = float(row["lower_value"])
        is_open = row["upper_value"] is None
        key = "bin_label_open" if is_open else "bin_label_one" if is_single else "bin_label"
        label = self.t(
            key,
            low=self.language.metric(metric, row["lower_value"])
            if is_open or is_single
            else self.language.number(row["lower_value"]),
            high=self.language.metric(metric, row["upper_value"]),
            customers=self.language.number(row["customers"]),
            share=self.language.share(row["customer_share"]),
        )
        return Bin(low, low + width, row["customers"], is_open, label)

    @property
    def is_scored_in_groups(self) -> bool:
        """Say whether customers are scored inside groups (var score_partition_by)."""
        return any(row["score_partition"] != "all" for row in self.marts["score_thresholds"])

    def in_group(self, row: Row, text: str) -> str:
        """Return the text of a row of boundaries or scores, with its group where there are some."""
        return f"{row['score_partition']}: {text}" if self.is_scored_in_groups else text

    def cuts(self, metric: str, bins: list[Bin]) -> tuple[list[float], list[str]]:
        """Return the boundaries between scores on the axis, rising, and the scores' names.

        A boundary is half-way between the nearest values of the two scores. Whole numbers stand
        for the bar that begins there, so a boundary within a value cuts its bar in the middle.
        Customers who are scored in groups have no boundaries in common, so none is returned.
        """
        if self.is_scored_in_groups:
            return [], [""]
        held = [
            row
            for row in self.marts["score_thresholds"]
            if row["metric"] == metric and row["lower_value"] is not None
        ]
        # The rows come by score; of recency, the fewer days the higher the score.
        if metric == "recency_days":
            held.reverse()
        shift = 0.0 if metric == "monetary" else 0.5
        cuts = [
            float(low["upper_value"] + high["lower_value"]) / 2 + shift
            for low, high in zip(held[:-1], held[1:], strict=True)
        ]
        end = bins[-1].high if bins else 0.0
        shown = [cut for cut in cuts if cut < end]
        scores = [str(row["score"]) for row in held][: len(shown) + 1]
        return shown, scores or [""]

    def spread_table(self, metric: str, rows: list[Row]) -> Table:
        """Return the bars of a histogram as numbers."""
        language = self.language

        def write(value: Any) -> str:
            return language.metric(metric, value)

        return self.table(
            "metric_distributions",
            rows,
            lower_value=write,
            upper_value=write,
            customers=language.number,
            customer_share=language.share,
        )

    def threshold_table(self, metric: str) -> Table:
        """Return the values behind the scores of a metric."""
        language = self.language
        places = 2 if metric == "monetary" else 0
        rows = [
            {
                **row,
                "score": self.in_group(row, str(row["score"])),
                "lowest": row["lower_value"],
                "highest": row["upper_value"],
            }
            for row in self.marts["score_thresholds"]
            if row["metric"] == metric
        ]

        def write(value: Any) -> str:
            return language.metric(metric, value, places)

        return self.table(
            "score_thresholds",
            rows,
            score=str,
            lowest=write,
            highest=write,
            customers=language.number,
            tied_customers=language.number,
        )

    # --- 3 action -----------------------------------------------------------------------

    @property
    def average_line(self) -> str:
        """Return the averages of all customers in one line."""
        language = self.language
        return self.t(
            "average",
            recency_days=language.number(self.averages["recency_days"]),
            frequency=language.number(self.averages["frequency"], 1),
            monetary=language.money(self.averages["monetary"]),
            average_order_value=language.money(self.averages["average_order_value"]),
        )

    @property
    def cards(self) -> list[Row]:
        """Return what the card of each segment says."""
        language = self.language
        cards = []
        for row in self.segments:
            size = self.t(
                "card_size",
                customers=language.number(row["customers"]),
                customer_share=language.share(row["customer_share"]),
                revenue_share=language.share(row["revenue_share"]),
            )
            bars = []
            for measure in MEASURES:
                mean = row[f"mean_{measure}"]
                times = ratio(mean, self.averages[measure])
                shown = language.metric(measure, mean, 1 if measure == "frequency" else 0)
                if measure == "recency_days" and mean is not None:
                    shown = self.t("days_ago", number=language.number(mean))
                bars.append(
                    {
                        "label": self.t(f"card_{measure}"),
                        "value": shown,
                        "times": language.times(times),
                        "times_text": self.t("times_average", times=language.times(times)),
                        "width": min(max(float(times or 0), 0.0), 2.0) * 50,
                    }
                )
            cards.append(
                {
                    **row,
                    "ink": text_colour(row["colour"]),
                    "size": size,
                    "bars": bars,
                    "tone_text": self.t(f"tone_{row['tone']}"),
                    "action": row[f"action_{self.code}"],
                }
            )
        return cards

    @property
    def card_table(self) -> Table:
        """Return means and medians of every segment."""
        language = self.language
        rows = [{**row, "segment": row["name"]} for row in self.segments]
        columns: dict[str, Callable[[Any], str]] = {"segment": str}
        for measure in MEASURES:
            is_money = measure in ("monetary", "average_order_value")
            places = 2 if is_money else 1

            def write(value: Any, is_money: bool = is_money, places: int = places) -> str:
                return language.money(value, places) if is_money else language.number(value, places)

            columns[f"mean_{measure}"] = columns[f"median_{measure}"] = write
        return self.table("segment_profiles", rows, **columns)

    # --- 4 campaigns --------------------------------------------------------------------

    @property
    def campaigns(self) -> list[Row]:
        """Return what is said of each campaign: its steps with the customers they leave."""
        language = self.language
        campaigns = []
        for row in self.marts["campaign_summary"]:
            steps = []
            if row["is_applied"]:
                steps = [(self.t("step_base"), row["customers_in_base"])]
                steps += [
                    (text, row[f"customers_after_{name}"])
                    for name, text in self.filters(row)
                ]
            base = row["customers_in_base"]
            campaigns.append(
                {
                    **row,
                    "name": row[f"name_{self.code}"],
                    "description": row[f"description_{self.code}"] or row["description_en"] or "",
                    "steps": [
                        {
                            "text": text,
                            "customers": language.number(count),
                            "share": language.share(ratio(count, base)),
                            "width": float(ratio(count, base) or 0) * 100,
                        }
                        for text, count in steps
                    ],
                    "result": self.t(
                        "campaign_result",
                        customers=language.number(row["customers"]),
                        share=language.share(ratio(row["customers"], base)),
                        revenue=language.short_money(row["revenue"]),
                    ),
                    "table": Table(
                        "campaign_summary",
                        [self.t("col_step"), self.t("col_customers")],
                        [[text, language.number(count)] for text, count in steps],
                    ),
                }
            )
        return campaigns

    def filters(self, campaign: Row) -> list[tuple[str, str]]:
        """Return the filters that a campaign has: column, and wording in this language."""
        found = []
        for name in FILTERS:
            given = campaign[name]
            if given is None:
                continue
            values = items(given) if name in LIST_FILTERS else [self.language.number(given, 2)]
            if name == "segments":
                values = [self.segment_name(value) for value in values]
            joined = f" {self.t('or')} ".join(values)
            found.append((name, self.t(f"step_{name}", values=joined)))
        return found

    # --- 5 channels ---------------------------------------------------------------------

    @property
    def breakdowns(self) -> list[Row]:
        """Return the shares of each segment's customers, one table per dimension."""
        language = self.language
        found = []
        for dimension in ("order_channel", "last_order_channel", *LISTS):
            rows = [
                row for row in self.marts["segment_breakdowns"] if row["dimension"] == dimension
            ]
            values = sorted({row["dimension_value"] for row in rows})
            if values == ["(none)"]:
                continue
            count = {(row["dimension_value"], row["segment"]): row["customers"] for row in rows}
            lines = [
                {
                    "name": self.t("all_customers"),
                    "colour": None,
                    "cells": [
                        self.cell(
                            total((r for r in rows if r["dimension_value"] == value), "customers"),
                            self.customers,
                        )
                        for value in values
                    ],
                }
            ]
            lines += [
                {
                    "name": segment["name"],
                    "colour": segment["colour"],
                    "cells": [
                        self.cell(count.get((value, segment["segment"]), 0), segment["customers"])
                        for value in values
                    ],
                }
                for segment in self.segments
                if segment["customers"]
            ]
            numbers = [
                {**row, "segment": self.segment_name(row["segment"])}
                for row in sorted(
                    rows,
                    key=lambda row: (
                        row["dimension_value"],
                        self.by_key.get(row["segment"], {}).get("display_order", 0),
                    ),
                )
            ]
            found.append(
                {
                    "dimension": dimension,
                    "title": self.t(f"dimension_{dimension}"),
                    "note": self.t("several_note") if dimension in LISTS else "",
                    "headings": [self.value(value) for value in values],
                    "lines": lines,
                    "table": self.table(
                        "segment_breakdowns",
                        numbers,
                        dimension_value=self.value,
                        segment=str,
                        customers=language.number,
                        orders=language.number,
                        revenue=lambda value: language.money(value, 2),
                    ),
                }
            )
        return found

    def cell(self, part: int, whole: int) -> Row:
        """Return a share to write and to colour by, 0 to 1."""
        share = ratio(part, whole)
        return {"text": self.language.share(share, 0), "strength": min(float(share or 0), 1.0)}

    @property
    def channel_table(self) -> Table:
        """Return what customers of a channel are worth."""
        language = self.language
        rows = [{**row, "channel": self.value(row["channel"])} for row in self.channels]
        return self.table(
            "channel_profiles",
            rows,
            channel=str,
            customers=language.number,
            orders=language.number,
            revenue=language.money,
            mean_spend=language.money,
            revenue_per_order=language.money,
        )

    # --- 6 movement ---------------------------------------------------------------------

    @property
    def moves(self) -> Row | None:
        """Return the flow between segments on the two latest dates; None without history."""
        rows = self.marts["customer_segments_history"]
        if not rows:
            return None
        language = self.language
        count = {(row["from_segment"], row["to_segment"]): row["customers"] for row in rows}
        known = [row for row in rows if row["from_segment"] is not None]
        moved = [row for row in known if row["from_segment"] != row["to_segment"]]
        keys = [row["segment"] for row in self.segments]
        lines = []
        for key in (*keys, None):
            whole = sum(count.get((key, other), 0) for other in keys)
            if whole:
                lines.append(
                    {
                        "name": self.t("moves_new") if key is None else self.segment_name(key),
                        "colour": None if key is None else self.by_key[key]["colour"],
                        "cells": [self.cell(count.get((key, other), 0), whole) for other in keys],
                    }
                )
        numbers = [
            {
                **row,
                "from_segment": self.t("moves_new")
                if row["from_segment"] is None
                else self.segment_name(row["from_segment"]),
                "to_segment": self.segment_name(row["to_segment"]),
            }
            for row in rows
        ]
        from_date, to_date = (language.date(rows[0][name]) for name in ("from_date", "to_date"))
        table = self.table(
            "customer_segments_history",
            numbers,
            from_segment=str,
            to_segment=str,
            customers=language.number,
        )
        flows = [
            Flow(
                keys.index(row["from_segment"]),
                keys.index(row["to_segment"]),
                row["customers"],
                self.t(
                    "moves_label",
                    from_segment=self.segment_name(row["from_segment"]),
                    to_segment=self.segment_name(row["to_segment"]),
                    customers=language.number(row["customers"]),
                ),
            )
            for row in known
            if row["from_segment"] in keys and row["to_segment"] in keys
        ]
        groups = [(row["name"], row["colour"]) for row in self.segments]
        figure = None
        if flows:
            figure = self.figure(
                self.t("moves_summary", from_date=from_date, to_date=to_date),
                charts.FLOWS,
                lambda frame: charts.flows(groups, flows, frame),
                [table],
            )
        return {
            "lead": self.t(
                "moves_lead",
                from_date=from_date,
                to_date=to_date,
                moved=language.share(ratio(total(moved, "customers"), total(known, "customers"))),
            ),
            "figure": figure,
            "headings": [self.segment_name(key) for key in keys],
            "lines": lines,
            "table": table,
        }

    @property
    def no_moves(self) -> str:
        """Return why there is no movement to show."""
        lacking = self.marts.missing.get("customer_segments_history")
        if lacking:
            return self.t("moves_columns", columns=", ".join(lacking))
        return self.t("moves_absent")

    # --- 7 statistical models -----------------------------------------------------------

    @property
    def models(self) -> list[Row]:
        """Return the small profile marts of the statistical models as they are, or why not."""
        found = []
        for mart in ("cluster_profiles", "lifetime_value_profiles"):
            rows = self.marts[mart]
            columns = [name for name in (rows[0] if rows else {}) if name not in RUN_COLUMNS]
            found.append(
                {
                    "title": self.t(f"{mart}_title"),
                    "absent": "" if rows else self.t(f"{mart}_absent"),
                    "table": Table(
                        mart,
                        [name.replace("_", " ") for name in columns],
                        [[self.plain(name, row[name]) for name in columns] for row in rows],
                    ),
                }
            )
        return found

    def plain(self, name: str, value: Any) -> str:
        """Return a value of any type as text; columns of shares are known by their names."""
        if name.endswith("share"):
            return self.language.share(value)
        if value is None:
            return NONE
        if isinstance(value, date):
            return self.language.date(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return str(value)
        return self.language.number(value, 0 if isinstance(value, int) else 2)

    # --- 8 certainty --------------------------------------------------------------------

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """Return what the data is: key, figure, what it is."""
        language = self.language
        columns = self.marts["source_profile"]
        dates = [row for row in columns if row["column_type"] == "date"]
        first = min((row["minimum"] for row in dates if row["minimum"]), default=None)
        last = max((row["maximum"] for row in dates if row["maximum"]), default=None)
        figures = {
            "read": language.number(max((row["row_count"] for row in columns), default=0)),
            "rejected": language.number(self.marts["rejected_total"][0]["rejected_rows"]),
            "first": language.date(first),
            "last": language.date(last),
            "analysis": language.date(self.analysis_date),
        }
        return [(key, figure, self.t(f"fact_{key}")) for key, figure in figures.items()]

    @property
    def border_note(self) -> str:
        """Return what near means, as the marts have it."""
        margins = []
        for metric in METRICS:
            rows = [
                row
                for row in self.marts["borderline_profiles"]
                if row["metric"] == metric and row["cut_value"]
            ]
            if not rows:
                continue
            if metric == "monetary":
                share = ratio(rows[-1]["margin"], abs(rows[-1]["cut_value"]))
                number = self.language.share(share, 0)
            else:
                number = self.language.number(rows[-1]["margin"])
            margins.append(self.t(f"margin_{metric}", number=number))
        return self.t("border_note", margins=", ".join(margins) or NONE)

    @property
    def boundaries(self) -> list[Row]:
        """Return the boundaries between scores, each with the customers whom it ties."""
        tied = {
            (row["metric"], row["score_partition"], row["score"]): row["tied_customers"]
            for row in self.marts["score_thresholds"]
        }
        return [
            {
                **row,
                "tied": tied.get((row["metric"], row["score_partition"], row["boundary_score"]), 0),
            }
            for row in self.marts["borderline_profiles"]
        ]

    def boundary_texts(self, row: Row) -> Row:
        """Return how the page writes a boundary: its metric, the two scores, and the value."""
        metric, score = row["metric"], row["boundary_score"]
        return {
            "metric": self.t(f"metric_{metric}"),
            "boundary": self.in_group(row, f"{score} | {score + 1}"),
            "cut_value": self.language.metric(
                metric, row["cut_value"], 2 if metric == "monetary" else 0
            ),
        }

    @property
    def borders(self) -> list[Row]:
        """Return per metric the borderline customers, and those whom a boundary ties."""
        language = self.language
        found = []
        for metric in METRICS:
            near = [row for row in self.marts["borderline_profiles"] if row["metric"] == metric]
            # Several boundaries can cut one value; its holders count once.
            ties = {
                (row["score_partition"], row["cut_value"]): row["tied"]
                for row in self.boundaries
                if row["metric"] == metric and row["tied"]
            }
            near_share = ratio(total(near, "customers"), self.customers)
            tied_share = ratio(sum(ties.values()), self.customers)
            found.append(
                {
                    "name": self.t(f"metric_{metric}"),
                    "near": language.number(total(near, "customers")),
                    "near_share": language.share(near_share),
                    "near_width": float(near_share or 0) * 100,
                    "tied": language.number(sum(ties.values())),
                    "tied_share": language.share(tied_share),
                    "tied_width": float(tied_share or 0) * 100,
                }
            )
        return found

    @property
    def border_table(self) -> Table:
        """Return the borderline customers of every boundary."""
        language = self.language
        rows = [
            {
                **self.boundary_texts(row),
                "margin": language.metric(
                    row["metric"], row["margin"], 2 if row["metric"] == "monetary" else 0
                ),
                "borderline": language.number(row["customers"]),
                "customer_share": language.share(row["customer_share"]),
            }
            for row in self.marts["borderline_profiles"]
        ]
        columns = dict.fromkeys(
            ("metric", "boundary", "cut_value", "margin", "borderline", "customer_share"), str
        )
        return self.table("borderline_profiles", rows, **columns)

    @property
    def tie_table(self) -> Table:
        """Return the customers tied at every boundary."""
        language = self.language
        rows = []
        for row in self.boundaries:
            cut_value = {} if row["tied"] else {"cut_value": NONE}
            rows.append(
                {**self.boundary_texts(row), **cut_value, "tied": language.number(row["tied"])}
            )
        return Table(
            "score_thresholds",
            [self.t(f"col_{name}") for name in ("metric", "boundary", "cut_value", "customers")],
            [list(row.values()) for row in rows],
        )

    @property
    def rejected(self) -> Table:
        """Return the reasons for which rows were rejected."""
        return self.table(
            "rejected_customers",
            [
                {"reason": row["rejection_reason"], "rejected_rows": row["rejected_rows"]}
                for row in self.marts["rejected_customers"]
            ],
            reason=str,
            rejected_rows=self.language.number,
        )

    @property
    def blanks(self) -> str:
        """Return which columns of the input have blank values, and how many."""
        blanks = {
            row["column_name"]: row["null_count"] + row["empty_count"]
            for row in self.marts["source_profile"]
        }
        named = [f"{name} {self.language.number(count)}" for name, count in blanks.items() if count]
        return self.t("input_blanks", names=", ".join(named)) if named else self.t("input_full")

    @property
    def input(self) -> Table:
        """Return how full the input's columns are; no extremes of ids, which are customers."""
        rows = [
            {
                "column": row["column_name"],
                "blank": row["null_count"] + row["empty_count"],
                "minimum": row["minimum"] if row["column_type"] != "text" else None,
                "maximum": row["maximum"] if row["column_type"] != "text" else None,
            }
            for row in self.marts["source_profile"]
        ]
        return self.table(
            "source_profile",
            rows,
            column=str,
            blank=self.language.number,
            minimum=lambda value: NONE if value is None else value,
            maximum=lambda value: NONE if value is None else value,
        )

    @property
    def top(self) -> list[tuple[str, Table]]:
        """Return the best customers per ranking; none unless they were asked for."""
        language = self.language
        rankings = dict.fromkeys(row["ranking"] for row in self.marts["top_customers"])
        return [
            (
                self.t(f"top_{ranking}"),
                self.table(
                    "top_customers",
                    [row for row in self.marts["top_customers"] if row["ranking"] == ranking],
                    rank=str,
                    customer_id=str,
                    segment=self.segment_name,
                    orders=language.number,
                    revenue=lambda value: language.money(value, 2),
                ),
            )
            for ranking in rankings
        ]


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
