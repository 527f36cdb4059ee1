"""An independent second computation of every mart, for tests to compare the SQL against.

Written from the column contract and the segment map alone, not from the SQL, in plain Python:
no data frame, no database and no binary floating point. Money is counted in whole cents, every
ratio is a `fractions.Fraction`, and a value is rounded once, at the end, half up (away from zero).

Shape of a mart: a `dict` from the grain to a row, a row being a `dict` of column name to value.
The grain is the plain value for a one-column key and a tuple for a longer one, in the order of
`GRAINS`; the grain columns are repeated inside the row. Values have exact types: `int` for
counts, days and scores, `Decimal` with the scale of the contract (money 2, means and average
order values 6, medians and quartiles 4, shares 6), `datetime.date`, `str`, or `None` for null.

Units: money in the currency of the source, recency and tenure in days, shares between 0 and 1.
Text is compared by code point, which is also the byte order of its UTF-8 form.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor, isqrt
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Mart = dict[Any, Row]

MEAN_PLACES = 8
AVERAGE_ORDER_VALUE_PLACES = 6
DEVIATION_PLACES = 6
MEDIAN_PLACES = 4
MONEY_PLACES = 2
SHARE_PLACES = 6
NO_TOKEN = "(none)"
SCORING_METHODS = ("ntile", "quantile")

# Source column, English name, type; in the order of the source layout.
SOURCE_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("master_id", "customer_id", "text"),
    ("order_channel", "order_channel", "text"),
    ("last_order_channel", "last_order_channel", "text"),
    ("first_order_date", "first_order_date", "date"),
    ("last_order_date", "last_order_date", "date"),
    ("last_order_date_online", "last_online_order_date", "date"),
    ("last_order_date_offline", "last_offline_order_date", "date"),
    ("order_num_total_ever_online", "online_order_count", "integer"),
    ("order_num_total_ever_offline", "offline_order_count", "integer"),
    ("customer_value_total_ever_offline", "offline_spend", "decimal"),
    ("customer_value_total_ever_online", "online_spend", "decimal"),
    ("interested_in_categories_12", "category_list", "text"),
    ("store_type", "store_company_list", "text"),
)
OPTIONAL_SOURCE_COLUMNS = frozenset({"store_type"})
# A customer who never ordered in a channel has no last order there.
BLANK_DATE_ALLOWED = frozenset({"last_order_date_online", "last_order_date_offline"})

GRAINS: dict[str, tuple[str, ...]] = {
    "customer_segments": ("customer_id",),
    "segment_profiles": ("segment",),
    "rf_grid": ("recency_score", "frequency_score"),
    "score_thresholds": ("metric", "score"),
    "metric_distributions": ("metric", "bin_number"),
    "borderline_profiles": ("metric", "boundary_score"),
    "segment_breakdowns": ("dimension", "dimension_value", "segment"),
    "channel_profiles": ("channel_kind", "channel"),
    "category_profiles": ("category",),
    "store_profiles": ("store_company",),
    "top_customers": ("ranking", "rank"),
    "source_profile": ("column_name",),
    "campaign_targets": ("campaign_id", "customer_id"),
    "campaign_summary": ("campaign_id",),
    "campaign_funnel": ("campaign_id", "step_number"),
}

# Segment map rf10: segment, recency scores from..to, frequency scores from..to.
RF10_RANGES: tuple[tuple[str, int, int, int, int], ...] = (
    ("hibernating", 1, 2, 1, 2),
    ("at_risk", 1, 2, 3, 4),
    ("cant_lose", 1, 2, 5, 5),
    ("about_to_sleep", 3, 3, 1, 2),
    ("need_attention", 3, 3, 3, 3),
    ("loyal_customers", 3, 4, 4, 5),
    ("promising", 4, 4, 1, 1),
    ("new_customers", 5, 5, 1, 1),
    ("potential_loyalists", 4, 5, 2, 3),
    ("champions", 5, 5, 4, 5),
)
RF10: dict[tuple[int, int], str] = {
    (recency_score, frequency_score): segment
    for segment, r_min, r_max, f_min, f_max in RF10_RANGES
    for recency_score in range(r_min, r_max + 1)
    for frequency_score in range(f_min, f_max + 1)
}


@dataclass(frozen=True)
class Customer:
    """One clean source row under its English column names.

    Money is an exact `Decimal` of at most two decimals; `store_company_list` is `None` when the
    source has no such column, and blank text is `""`.
    """

    customer_id: str
    order_channel: str
    last_order_channel: str
    first_order_date: date
    last_order_date: date
    last_online_order_date: date | None
    last_offline_order_date: date | None
    online_order_count: int
    offline_order_count: int
    offline_spend: Decimal
    online_spend: Decimal
    category_list: str
    store_company_list: str | None = None

    @property
    def frequency(self) -> int:
        """Orders in both channels."""
        return self.online_order_count + self.offline_order_count

    @property
    def monetary_cents(self) -> int:
        """Spend in both channels, in whole cents."""
        return cents(self.online_spend) + cents(self.offline_spend)

    @property
    def categories(self) -> tuple[str, ...]:
        """Distinct category tokens, sorted."""
        return tokens(self.category_list)

    @property
    def store_companies(self) -> tuple[str, ...]:
        """Distinct store company tokens, sorted."""
        return tokens(self.store_company_list)


@dataclass(frozen=True)
class Campaign:
    """A campaign: its list, and its conditions as (field, operator, value), all of which must hold.

    A value of texts is a tuple; numbers are in the unit of their field, money in the currency of
    the source. Conditions stand in the order in which they are counted.
    """

    campaign_id: str
    list_name: str
    conditions: tuple[tuple[str, str, tuple[str, ...] | Decimal | int], ...] = ()


CAMPAIGNS: tuple[Campaign, ...] = (
    Campaign(
        campaign_id="new_brand",
        list_name="new_brand_target_customer_id.csv",
        conditions=(
            ("segment", "is_any_of", ("champions", "loyal_customers")),
            ("category", "has_any_of", ("KADIN",)),
            ("average_order_value", "at_least", Decimal("250")),
        ),
    ),
    Campaign(
        campaign_id="discount",
        list_name="discount_target_customer_ids.csv",
        conditions=(
            ("segment", "is_any_of", ("cant_lose", "hibernating", "new_customers")),
            ("category", "has_any_of", ("ERKEK", "COCUK", "AKTIFCOCUK")),
        ),
    ),
)


@dataclass(frozen=True)
class Settings:
    """Options shared by all marts.

    `scoring_method` is `ntile` or `quantile`; `buckets` is the number of scores per metric, 2 to 9
    (a score is one digit of `rfm_score`); `analysis_date` defaults to the last order date of the
    data plus `days_after_last_order`; `segment_map` must name a segment for every cell.

    Raises `ValueError` for an unknown scoring method, a number of buckets out of range or a
    segment map with a missing cell.
    """

    scoring_method: str = "ntile"
    buckets: int = 5
    analysis_date: date | None = None
    days_after_last_order: int = 2
    segment_map: Mapping[tuple[int, int], str] = field(default_factory=lambda: RF10)
    campaigns: tuple[Campaign, ...] = CAMPAIGNS

    def __post_init__(self) -> None:
        if self.scoring_method not in SCORING_METHODS:
            raise ValueError(f"unknown scoring method {self.scoring_method!r}")
        if not 2 <= self.buckets <= 9:
            raise ValueError(f"buckets must be 2 to 9, not {self.buckets}")
        scores = range(1, self.buckets + 1)
        missing = [(r, f) for r in scores for f in scores if (r, f) not in self.segment_map]
        if missing:
            raise ValueError(f"the segment map has no segment for the cells {missing}")


DEFAULTS = Settings()


# Reading


def tokens(text: str | None) -> tuple[str, ...]:
    """Split a list such as `[ERKEK, KADIN]` or `A,B` into distinct, sorted, exact tokens.

    Blank text, `[]` and `None` give an empty tuple.
    """
    if text is None:
        return ()
    inner = text.strip().removeprefix("[").removesuffix("]")
    return tuple(sorted({token.strip() for token in inner.split(",")} - {""}))


def cents(amount: Decimal) -> int:
    """The amount in whole cents. Raises `ValueError` for a fraction of a cent."""
    hundredfold = Fraction(amount) * 100
    if hundredfold.denominator != 1:
        raise ValueError(f"{amount} has more than two decimals")
    return hundredfold.numerator


def _parse_date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text!r} is not a date YYYY-MM-DD")
    return date.fromisoformat(text)


def _parse_integer(text: str) -> int:
    # The source writes counts as `4.0`.
    match = re.fullmatch(r"([0-9]+)(?:\.0*)?", text)
    if not match:
        raise ValueError(f"{text!r} is not a whole number of at least 0")
    return int(match[1])


def _parse_decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", text):
        raise ValueError(f"{text!r} is not an amount of at least 0")
    return _to_decimal(cents(Decimal(text)), MONEY_PLACES)


_PARSERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "date": _parse_date,
    "integer": _parse_integer,
    "decimal": _parse_decimal,
}


def read_customers(path: str | Path) -> list[Customer]:
    """Read clean source rows from a comma-separated UTF-8 file, in file order.

    The header names the 12 required columns of `SOURCE_COLUMNS`, and perhaps `store_type`, in any
    order. A byte order mark, CRLF or LF line ends, blank lines and blanks around a field do not
    matter. Money goes from text to `Decimal` and is never a float; counts may be written `4.0`.

    Raises `ValueError`, with the line, for a missing, unknown or repeated column, a row of another
    width, a blank or repeated customer, and a value that is not of its column's type (negative
    numbers and fractions of a cent included). `OSError` and `UnicodeDecodeError` pass through.
    """
    layout = {source: (name, kind) for source, name, kind in SOURCE_COLUMNS}
    customers: list[Customer] = []
    seen: set[str] = set()
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = [column.strip() for column in next(reader, [])]
        unknown = [column for column in header if column not in layout]
        missing = layout.keys() - set(header) - OPTIONAL_SOURCE_COLUMNS
        if unknown or missing or len(set(header)) != len(header):
            raise ValueError(
                f"header {header}: unknown {unknown}, missing {sorted(missing)}, or a repeated name"
            )
        for fields in reader:
            if not fields:
                continue
            line = reader.line_num
            if len(fields) != len(header):
                raise ValueError(f"line {line}: {len(fields)} fields under {len(header)} columns")
            values: dict[str, Any] = {}
            for column, raw in zip(header, fields, strict=True):
                name, kind = layout[column]
                text = raw.strip()
                if text == "" and column in BLANK_DATE_ALLOWED:
                    values[name] = None
                    continue
                try:
                    values[name] = _PARSERS[kind](text)
                except ValueError as error:
                    raise ValueError(f"line {line}, {column}: {error}") from error
            customer = Customer(**values)
            if customer.customer_id == "" or customer.customer_id in seen:
                raise ValueError(f"line {line}: blank or repeated id {customer.customer_id!r}")
            seen.add(customer.customer_id)
            customers.append(customer)
    return customers


# Arithmetic


def _to_decimal(scaled: int, places: int) -> Decimal:
    """The decimal `scaled / 10**places` with exactly `places` decimals, whatever its length."""
    digits = tuple(int(digit) for digit in str(abs(scaled)))
    return Decimal((int(scaled < 0), digits, -places))


def round_half_up(value: Fraction | int, places: int) -> Decimal:
    """Round an exact value once; a half goes away from zero, as ROUND (SQL) on DECIMAL does."""
    scaled = floor(abs(Fraction(value)) * 10**places + Fraction(1, 2))
    return _to_decimal(-scaled if value < 0 else scaled, places)


def ratio(numerator: Fraction | int, denominator: int, places: int) -> Decimal | None:
    """The rounded quotient; `None` where the denominator is 0."""
    if denominator == 0:
        return None
    return round_half_up(Fraction(numerator) / denominator, places)


def linear_quantile(ordered: Sequence[int | Fraction], quantile: Fraction) -> Fraction | None:
    """The exact quantile of ascending values by linear interpolation; `None` without values.

    With n values the quantile q sits at position q * (n - 1), counted from 0, and is interpolated
    between the two neighbours: type 7 of Hyndman and Fan (1996), the default of pandas and NumPy.
    Raises `ValueError` for a quantile outside 0 to 1.
    """
    if not 0 <= quantile <= 1:
        raise ValueError(f"quantile {quantile} is not between 0 and 1")
    if not ordered:
        return None
    position = quantile * (len(ordered) - 1)
    below = floor(position)
    above = min(below + 1, len(ordered) - 1)
    weight = position - below
    return ordered[below] + weight * (Fraction(ordered[above]) - ordered[below])


def sample_standard_deviation(values: Sequence[int | Fraction], places: int) -> Decimal | None:
    """The sample standard deviation (divisor n - 1), rounded half up; `None` below two values.

    With the exact variance v, the rounded root is the largest k / 10**places for which
    2k - 1 <= sqrt(4 * v * 10**(2 * places)); the integer square root decides that exactly.
    """
    count = len(values)
    if count < 2:
        return None
    total = sum(values)
    squares = sum(value * value for value in values)
    variance = (Fraction(squares) - Fraction(total) * total / count) / (count - 1)
    return _to_decimal((isqrt(floor(4 * variance * 10 ** (2 * places))) + 1) // 2, places)


# Scoring


def ntile(count: int, buckets: int) -> list[int]:
    """The bucket, from 1, of each of `count` ordered rows, as NTILE (SQL) numbers them.

    Every bucket gets `count // buckets` rows and the first `count % buckets` buckets one more;
    with fewer rows than buckets the last buckets stay empty. Raises `ValueError` for a negative
    count or fewer than one bucket.
    """
    if count < 0 or buckets < 1:
        raise ValueError(f"cannot put {count} rows into {buckets} buckets")
    size, larger = divmod(count, buckets)
    rows_in_larger = larger * (size + 1)
    return [
        row // (size + 1) + 1
        if row < rows_in_larger
        else larger + (row - rows_in_larger) // size + 1
        for row in range(count)
    ]


def quantile_scores(values: Sequence[int | Fraction], buckets: int) -> list[int]:
    """The score, 1 to `buckets` ascending, of each value as `pandas.qcut` cuts them, but exactly.

    The edges are the linear-interpolated quantiles i / buckets of the values; intervals are closed
    on the right and the lowest value is included, so a value's score is 1 plus the number of inner
    edges below it. Equal values share a score. Where edges coincide, which `pandas.qcut` refuses,
    the scores between them stay empty.
    """
    ordered = sorted(values)
    edges = [linear_quantile(ordered, Fraction(i, buckets)) for i in range(1, buckets)]
    by_value = {
        value: 1 + sum(edge < value for edge in edges if edge is not None) for value in set(values)
    }
    return [by_value[value] for value in values]


def default_analysis_date(
    customers: Iterable[Customer], days_after_last_order: int = 2
) -> date | None:
    """The day the given number of days after the last order of the data; `None` without data."""
    last = max((customer.last_order_date for customer in customers), default=None)
    return None if last is None else last + timedelta(days=days_after_last_order)


def _analysis_date(customers: Sequence[Customer], settings: Settings) -> date | None:
    if settings.analysis_date is not None:
        return settings.analysis_date
    return default_analysis_date(customers, settings.days_after_last_order)


@dataclass(frozen=True)
class _Scored:
    """A customer with measures (days, orders, cents) and scores."""

    customer: Customer
    recency_days: int
    frequency: int
    monetary: int
    recency_score: int
    frequency_score: int
    monetary_score: int
    segment: str


def _score(customers: Sequence[Customer], settings: Settings) -> list[_Scored]:
    """Score and segment every customer, in the order of `customer_id`."""
    analysis_date = _analysis_date(customers, settings)
    people = sorted(customers, key=lambda customer: customer.customer_id)
    # `people` is ordered by customer, and Python sorts are stable: the id breaks every tie below.
    recency = [(analysis_date - person.last_order_date).days for person in people]
    frequency = [person.frequency for person in people]
    monetary = [person.monetary_cents for person in people]

    def by_position(keys: Sequence[int]) -> list[int]:
        scores = [0] * len(keys)
        places = sorted(range(len(keys)), key=keys.__getitem__)
        for place, bucket in zip(places, ntile(len(keys), settings.buckets), strict=True):
            scores[place] = bucket
        return scores

    if settings.scoring_method == "ntile":
        recency_scores = by_position([-days for days in recency])
        frequency_scores = by_position(frequency)
        monetary_scores = by_position(monetary)
    else:
        ranks = [0] * len(people)
        ascending = sorted(range(len(people)), key=frequency.__getitem__)
        for rank, place in enumerate(ascending, start=1):
            ranks[place] = rank
        reverse = settings.buckets + 1
        recency_scores = [reverse - s for s in quantile_scores(recency, settings.buckets)]
        frequency_scores = quantile_scores(ranks, settings.buckets)
        monetary_scores = quantile_scores(monetary, settings.buckets)

    return [
        _Scored(*row, segment=settings.segment_map[row[4], row[5]])
        for row in zip(
            people,
            recency,
            frequency,
            monetary,
            recency_scores,
            frequency_scores,
            monetary_scores,
            strict=True,
        )
    ]


# Marts


def _money(amount_in_cents: int) -> Decimal:
    return _to_decimal(amount_in_cents, MONEY_PLACES)


def _mean_money(amount_in_cents: int, count: int) -> Decimal | None:
    return ratio(Fraction(amount_in_cents, 100), count, MEAN_PLACES)


def _average_order_value(amount_in_cents: int, orders: int) -> Decimal | None:
    return ratio(Fraction(amount_in_cents, 100), orders, AVERAGE_ORDER_VALUE_PLACES)


def _median(values: Iterable[int | Fraction]) -> Decimal | None:
    median = linear_quantile(sorted(values), Fraction(1, 2))
    return None if median is None else round_half_up(median, MEDIAN_PLACES)


def customer_segments(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Measures, scores and segment per `customer_id`.

    recency_days = analysis_date - last_order_date; frequency = online + offline orders; monetary
    = online + offline spend; tenure_days = last - first order date; average_order_value =
    monetary / frequency. Scores run from 1 (worst) to `buckets` (best). By `ntile` the customers
    are ordered by recency_days descending, frequency or monetary ascending, each time with
    customer_id last. By `quantile` see `quantile_scores`; recency scores are reversed, and
    for frequency the rank 1..n by (frequency, customer_id) is cut instead of the value.
    """
    analysis_date = _analysis_date(customers, settings)
    mart: Mart = {}
    for scored in _score(customers, settings):
        person = scored.customer
        scores = f"{scored.recency_score}{scored.frequency_score}"
        mart[person.customer_id] = {
            "customer_id": person.customer_id,
            "analysis_date": analysis_date,
            "segment": scored.segment,
            "recency_score": scored.recency_score,
            "frequency_score": scored.frequency_score,
            "monetary_score": scored.monetary_score,
            "rf_score": scores,
            "rfm_score": f"{scores}{scored.monetary_score}",
            "recency_days": scored.recency_days,
            "frequency": scored.frequency,
            "monetary": _money(scored.monetary),
            "average_order_value": _average_order_value(scored.monetary, scored.frequency),
            "tenure_days": (person.last_order_date - person.first_order_date).days,
            "first_order_date": person.first_order_date,
            "last_order_date": person.last_order_date,
            "last_online_order_date": person.last_online_order_date,
            "last_offline_order_date": person.last_offline_order_date,
            "order_channel": person.order_channel,
            "last_order_channel": person.last_order_channel,
            "online_order_count": person.online_order_count,
            "offline_order_count": person.offline_order_count,
            "total_order_count": scored.frequency,
            "online_spend": person.online_spend,
            "offline_spend": person.offline_spend,
            "total_spend": _money(scored.monetary),
            "online_order_share": ratio(person.online_order_count, scored.frequency, SHARE_PLACES),
            "online_spend_share": ratio(cents(person.online_spend), scored.monetary, SHARE_PLACES),
            "category_list": person.category_list,
            "store_company_list": person.store_company_list,
            "previous_segment": None,
            "segment_changed_on": None,
        }
    return mart


def segment_profiles(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Size, revenue, means and medians per `segment`; every segment of the map has a row.

    Shares are of all customers and of all revenue. mean_average_order_value is the mean over the
    customers of their average_order_value as rounded to 6 decimals, not revenue by orders. A
    segment without customers has 0 customers and revenue, and null means and medians.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    members: dict[str, list[_Scored]] = {
        segment: [] for segment in sorted(set(settings.segment_map.values()))
    }
    for row in scored:
        members[row.segment].append(row)
    total_cents = sum(row.monetary for row in scored)
    mart: Mart = {}
    for segment, rows in members.items():
        count = len(rows)
        spent = sum(row.monetary for row in rows)
        averages = [
            Fraction(average)
            for row in rows
            if (average := _average_order_value(row.monetary, row.frequency)) is not None
        ]
        mart[segment] = {
            "segment": segment,
            "analysis_date": analysis_date,
            "customers": count,
            "customer_share": ratio(count, len(scored), SHARE_PLACES),
            "revenue": _money(spent),
            "revenue_share": ratio(spent, total_cents, SHARE_PLACES),
            "mean_recency_days": ratio(sum(row.recency_days for row in rows), count, MEAN_PLACES),
            "median_recency_days": _median(row.recency_days for row in rows),
            "mean_frequency": ratio(sum(row.frequency for row in rows), count, MEAN_PLACES),
            "median_frequency": _median(row.frequency for row in rows),
            "mean_monetary": _mean_money(spent, count),
            "median_monetary": _median(Fraction(row.monetary, 100) for row in rows),
            "mean_average_order_value": ratio(sum(averages), len(averages), MEAN_PLACES),
            "median_average_order_value": _median(averages),
        }
    return mart


def rf_grid(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Customers and revenue per (`recency_score`, `frequency_score`); every cell has a row."""
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    count: Counter[tuple[int, int]] = Counter()
    spent: Counter[tuple[int, int]] = Counter()
    for row in scored:
        count[row.recency_score, row.frequency_score] += 1
        spent[row.recency_score, row.frequency_score] += row.monetary
    scores = range(1, settings.buckets + 1)
    return {
        cell: {
            "recency_score": cell[0],
            "frequency_score": cell[1],
            "analysis_date": analysis_date,
            "segment": settings.segment_map[cell],
            "customers": count[cell],
            "customer_share": ratio(count[cell], len(scored), SHARE_PLACES),
            "revenue": _money(spent[cell]),
            "revenue_share": ratio(spent[cell], spent.total(), SHARE_PLACES),
        }
        for cell in ((r, f) for r in scores for f in scores)
    }


# Metric, its field in _Scored, its score, and how many of its whole numbers make 1.
_METRICS = (
    ("recency_days", "recency_days", "recency_score", 1),
    ("frequency", "frequency", "frequency_score", 1),
    ("monetary", "monetary", "monetary_score", 100),
)


def score_thresholds(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """The range of each metric per (`metric`, `score`), and the ties its upper boundary cuts.

    lower_value and upper_value are the smallest and largest value held in the score, in days,
    orders or money, with two decimals; null for a score without customers. The boundary to the
    next higher score cuts a value that occurs on both sides of it; tied_customers counts all
    customers who hold that value, and is 0 where none is cut and for the top score.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    mart: Mart = {}
    for metric, column, score_column, unit in _METRICS:
        holders: Counter[int] = Counter(getattr(row, column) for row in scored)
        held: dict[int, list[int]] = defaultdict(list)
        for row in scored:
            held[getattr(row, score_column)].append(getattr(row, column))
        for score in range(1, settings.buckets + 1):
            values = held[score]
            cut = set(values) & set(held[score + 1])
            mart[metric, score] = {
                "metric": metric,
                "score": score,
                "analysis_date": analysis_date,
                "lower_value": _scaled(min(values, default=None), unit),
                "upper_value": _scaled(max(values, default=None), unit),
                "customers": len(values),
                "tied_customers": sum(holders[value] for value in cut),
            }
    return mart


BINS = 40
SHOWN_PERCENT = 98
# Metric to the distance (in days, orders or money) and the share within which a value is near.
MARGINS = {
    "recency_days": (7, Fraction(0)),
    "frequency": (1, Fraction(0)),
    "monetary": (0, Fraction(5, 100)),
}


def metric_distributions(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Histogram per (`metric`, `bin_number`), bins numbered from 1 upward in value.

    The shown part ends with the bin of the smallest value that at least 98 % of the customers do
    not exceed. A bin is 1, 2 or 5 times a power of ten wide, the smallest such width (at least 1)
    of which 40 span that value less the minimum; bins begin at multiples of it. One last bin
    without an upper value takes the rest.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    mart: Mart = {}
    for metric, column, _, unit in _METRICS:
        values = sorted(getattr(row, column) for row in scored)
        if not values:
            continue
        # The smallest value at whose position 98 of 100 have been passed.
        highest = values[-(-len(values) * SHOWN_PERCENT // 100) - 1]
        width = next(
            digit * 10**power * unit
            for power in range(10)
            for digit in (1, 2, 5)
            if highest - values[0] <= digit * 10**power * unit * BINS
        )
        first, last = values[0] // width, highest // width + 1
        count = Counter(min(value // width, last) for value in values)
        for number, place in enumerate(range(first, last + 1), start=1):
            mart[metric, number] = {
                "metric": metric,
                "bin_number": number,
                "analysis_date": analysis_date,
                "lower_value": _scaled(place * width, unit),
                "upper_value": None if place == last else _scaled((place + 1) * width, unit),
                "customers": count[place],
                "customer_share": ratio(count[place], len(values), SHARE_PLACES),
            }
    return mart


def borderline_profiles(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Customers near the boundary above each score, per (`metric`, `boundary_score`).

    cut_value is the last value below the boundary when customers stand from worst to best; null
    when nobody is below. A customer is near within the larger of an absolute margin and a share of
    the cut value (rounded half up to the cent), ends included, and counts at the nearest boundary
    only, at the lower of two equally near.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    mart: Mart = {}
    for metric, column, score_column, unit in _METRICS:
        best = min if metric == "recency_days" else max
        cuts: dict[int, int] = {}
        margins: dict[int, int] = {}
        absolute, share = MARGINS[metric]
        for score in range(1, settings.buckets):
            below = [getattr(row, column) for row in scored if getattr(row, score_column) <= score]
            margins[score] = absolute * unit
            if below:
                cuts[score] = best(below)
                by_share = floor(cuts[score] * share + Fraction(1, 2))
                margins[score] = max(margins[score], by_share)
        near: Counter[int] = Counter()
        for row in scored:
            distances = [
                (abs(getattr(row, column) - cut), score)
                for score, cut in cuts.items()
                if abs(getattr(row, column) - cut) <= margins[score]
            ]
            if distances:
                near[min(distances)[1]] += 1
        for score in range(1, settings.buckets):
            mart[metric, score] = {
                "metric": metric,
                "boundary_score": score,
                "analysis_date": analysis_date,
                "cut_value": _scaled(cuts.get(score), unit),
                "margin": _scaled(margins[score], unit),
                "customers": near[score],
                "customer_share": ratio(near[score], len(scored), SHARE_PLACES),
            }
    return mart


def segment_breakdowns(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Customers, orders and revenue per (`dimension`, `dimension_value`, `segment`) that occurs.

    A customer counts whole for each of their categories and store companies, and as `(none)`
    where there is none.
    """
    analysis_date = _analysis_date(customers, settings)
    totals: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in _score(customers, settings):
        values = {
            "order_channel": (row.customer.order_channel,),
            "last_order_channel": (row.customer.last_order_channel,),
            "category": row.customer.categories,
            "store_company": row.customer.store_companies,
        }
        for dimension, names in values.items():
            for name in names or (NO_TOKEN,):
                totals[dimension, name or NO_TOKEN, row.segment].update(
                    customers=1, orders=row.frequency, revenue=row.monetary
                )
    return {
        key: {
            "dimension": key[0],
            "dimension_value": key[1],
            "segment": key[2],
            "analysis_date": analysis_date,
            "customers": total["customers"],
            "orders": total["orders"],
            "revenue": _money(total["revenue"]),
        }
        for key, total in totals.items()
    }


def _scaled(value: int | None, unit: int) -> Decimal | None:
    return None if value is None else round_half_up(Fraction(value, unit), MONEY_PLACES)


def channel_profiles(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Customers, orders and revenue per (`channel_kind`, `channel`).

    channel_kind is `order_channel` or `last_order_channel`. All orders and spend of a customer
    count for the one channel of the kind. mean_orders and mean_spend are per customer.
    """
    analysis_date = _analysis_date(customers, settings)
    mart: Mart = {}
    for kind in ("order_channel", "last_order_channel"):
        members: dict[str, list[Customer]] = defaultdict(list)
        for customer in customers:
            members[getattr(customer, kind)].append(customer)
        for channel, people in sorted(members.items()):
            orders = sum(person.frequency for person in people)
            spent = sum(person.monetary_cents for person in people)
            mart[kind, channel] = {
                "channel_kind": kind,
                "channel": channel,
                "analysis_date": analysis_date,
                "customers": len(people),
                "orders": orders,
                "revenue": _money(spent),
                "mean_orders": ratio(orders, len(people), MEAN_PLACES),
                "mean_spend": _mean_money(spent, len(people)),
                "revenue_per_order": _mean_money(spent, orders),
            }
    return mart


def split_cents(amount_in_cents: int, shares: int) -> list[int]:
    """Divide whole cents over `shares` receivers; the first `cents mod shares` get one more.

    Raises `ZeroDivisionError` for no receiver.
    """
    base, left_over = divmod(amount_in_cents, shares)
    return [base + 1] * left_over + [base] * (shares - left_over)


def _token_profiles(
    customers: Sequence[Customer],
    settings: Settings,
    key: str,
    tokens_of: Callable[[Customer], tuple[str, ...]],
) -> Mart:
    analysis_date = _analysis_date(customers, settings)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for customer in customers:
        names = tokens_of(customer) or (NO_TOKEN,)
        parts = split_cents(customer.monetary_cents, len(names))
        for name, part in zip(names, parts, strict=True):
            totals[name].update(
                customers=1,
                orders=customer.frequency,
                revenue=customer.monetary_cents,
                revenue_split=part,
            )
    return {
        name: {
            key: name,
            "analysis_date": analysis_date,
            "customers": total["customers"],
            "orders": total["orders"],
            "revenue": _money(total["revenue"]),
            "revenue_split": _money(total["revenue_split"]),
        }
        for name, total in sorted(totals.items())
    }


def category_profiles(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Customers, orders and revenue per `category`, `(none)` for customers without one.

    customers, orders and revenue count a customer whole for each of the categories, so they add
    up to more than the totals. revenue_split divides a customer's cents over the categories in
    name order (see `split_cents`) and adds up to the total revenue.
    """
    return _token_profiles(customers, settings, "category", lambda person: person.categories)


def store_profiles(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """`category_profiles` over `store_company`, the companies of store_company_list."""
    return _token_profiles(
        customers, settings, "store_company", lambda person: person.store_companies
    )


def top_customers(
    customers: Sequence[Customer], settings: Settings = DEFAULTS, limit: int = 10
) -> Mart:
    """The first `limit` customers per (`ranking`, `rank`), ranking `revenue` or `orders`.

    Ordered by the measure descending, then customer_id; ranks run 1, 2, 3 without gaps.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    mart: Mart = {}
    for ranking, column in (("revenue", "monetary"), ("orders", "frequency")):
        # `scored` is in the order of customer_id, and the sort is stable.
        ordered = sorted(scored, key=lambda row, column=column: -getattr(row, column))
        for rank, row in enumerate(ordered[:limit], start=1):
            mart[ranking, rank] = {
                "ranking": ranking,
                "rank": rank,
                "analysis_date": analysis_date,
                "customer_id": row.customer.customer_id,
                "segment": row.segment,
                "orders": row.frequency,
                "revenue": _money(row.monetary),
            }
    return mart


def source_profile(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Statistics of the typed values per source column (`column_name`), all 13 of the layout.

    empty_count counts blank text and `[]`, which are values: they are in distinct_count and can
    be the minimum. Minimum and maximum are text: ISO dates, integers, money with two decimals.
    Mean (6 decimals), sample standard deviation (6) and quartiles (4, linear interpolation) are
    null for text and dates. Without a store_type column every value of it is null.
    """
    analysis_date = _analysis_date(customers, settings)
    mart: Mart = {}
    for position, (column, name, kind) in enumerate(SOURCE_COLUMNS, start=1):
        values = [value for customer in customers if (value := getattr(customer, name)) is not None]
        row: Row = {
            "column_name": column,
            "analysis_date": analysis_date,
            "column_position": position,
            "column_type": kind,
            "row_count": len(customers),
            "null_count": len(customers) - len(values),
            "empty_count": sum(value in ("", "[]") for value in values) if kind == "text" else 0,
            "distinct_count": len(set(values)),
            "minimum": str(min(values)) if values else None,
            "maximum": str(max(values)) if values else None,
            "mean": None,
            "standard_deviation": None,
            "first_quartile": None,
            "median": None,
            "third_quartile": None,
        }
        if kind in ("integer", "decimal") and values:
            # Whole numbers add up faster than fractions: count in cents, then scale once.
            unit = 100 if kind == "decimal" else 1
            whole = sorted(cents(value) if kind == "decimal" else value for value in values)
            row["mean"] = ratio(Fraction(sum(whole), unit), len(whole), MEAN_PLACES)
            row["standard_deviation"] = sample_standard_deviation(
                [Fraction(value, unit) for value in whole], DEVIATION_PLACES
            )
            for quarter, statistic in enumerate(("first_quartile", "median", "third_quartile"), 1):
                quantile = linear_quantile(whole, Fraction(quarter, 4))
                row[statistic] = round_half_up(quantile / unit, MEDIAN_PLACES)
        mart[column] = row
    return mart


# Campaigns


def _field_value(row: _Scored, field: str, analysis_date: date) -> object:
    """A field of a campaign's conditions: a text, a set of texts, an exact number, or days ago."""
    person = row.customer
    fields: dict[str, Callable[[], object]] = {
        "segment": lambda: row.segment,
        "category": lambda: set(person.categories),
        "store_company": lambda: set(person.store_companies),
        "order_channel": lambda: person.order_channel,
        "last_order_channel": lambda: person.last_order_channel,
        "customer_id": lambda: person.customer_id,
        "recency_days": lambda: row.recency_days,
        "recency_score": lambda: row.recency_score,
        "frequency": lambda: row.frequency,
        "monetary": lambda: Fraction(row.monetary, 100),
        # The unrounded average; a customer without orders has none.
        "average_order_value": lambda: (
            Fraction(row.monetary, 100) / row.frequency if row.frequency else None
        ),
        "last_online_order_date": lambda: (analysis_date - person.last_online_order_date).days,
    }
    return fields[field]()


def _meets(value: object, operator: str, wanted: object) -> bool:
    """Whether a field's value meets a condition; a value that is missing is in nothing."""
    if operator in ("at_least", "at_most", "above", "below", "within_days"):
        if value is None:
            return False
        limit = Fraction(wanted)  # type: ignore[arg-type]
        return {
            "at_least": value >= limit,  # type: ignore[operator]
            "at_most": value <= limit,  # type: ignore[operator]
            "above": value > limit,  # type: ignore[operator]
            "below": value < limit,  # type: ignore[operator]
            "within_days": value <= limit,  # type: ignore[operator]
        }[operator]
    if operator == "not_within_days":
        return value is None or value > Fraction(wanted)  # type: ignore[operator, arg-type]
    found = value if isinstance(value, set) else {value}
    common = found & set(wanted)  # type: ignore[call-overload]
    return {
        "is_any_of": bool(common),
        "has_any_of": bool(common),
        "has_all_of": common == set(wanted),  # type: ignore[call-overload]
        "is_none_of": not common,
        "has_none_of": not common,
    }[operator]


def _wanted_categories(campaign: Campaign) -> set[str] | None:
    """The categories that a campaign asks for; `None` when it asks for none."""
    wanted = [
        set(value)  # type: ignore[arg-type]
        for field, operator, value in campaign.conditions
        if field == "category" and operator != "has_none_of"
    ]
    return set().union(*wanted) if wanted else None


def campaign_targets(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """The customers who meet all conditions of a campaign, per (`campaign_id`, `customer_id`).

    matched_categories is the sorted list, joined by comma and space, of the campaign's categories
    that the customer has as exact tokens (COCUK is not in AKTIFCOCUK); null for a campaign without
    a condition on them. The contract leaves the wording of `reason` open: it has no value here.
    """
    analysis_date = _analysis_date(customers, settings)
    scored = _score(customers, settings)
    mart: Mart = {}
    for campaign in settings.campaigns:
        wanted = _wanted_categories(campaign)
        for row in scored:
            if not all(
                _meets(_field_value(row, field, analysis_date), operator, value)
                for field, operator, value in campaign.conditions
            ):
                continue
            person = row.customer
            matched = None
            if wanted is not None:
                matched = ", ".join(one for one in person.categories if one in wanted)
            mart[campaign.campaign_id, person.customer_id] = {
                "campaign_id": campaign.campaign_id,
                "customer_id": person.customer_id,
                "analysis_date": analysis_date,
                "segment": row.segment,
                "matched_categories": matched,
                "average_order_value": _average_order_value(row.monetary, row.frequency),
                "monetary": _money(row.monetary),
                "order_channel": person.order_channel,
                "last_order_channel": person.last_order_channel,
            }
    return mart


def campaign_summary(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """Whom each campaign reaches, per `campaign_id`.

    customers_in_base is every clean customer; customers and revenue are those of the targets.
    """
    analysis_date = _analysis_date(customers, settings)
    targets = campaign_targets(customers, settings)
    mart: Mart = {}
    for campaign in settings.campaigns:
        reached = [row for key, row in targets.items() if key[0] == campaign.campaign_id]
        mart[campaign.campaign_id] = {
            "campaign_id": campaign.campaign_id,
            "analysis_date": analysis_date,
            "customers": len(reached),
            "revenue": sum((row["monetary"] for row in reached), Decimal("0.00")),
            "customers_in_base": len(_score(customers, settings)),
        }
    return mart


def campaign_funnel(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> Mart:
    """How many customers are left after each condition, per (`campaign_id`, `step_number`)."""
    analysis_date = _analysis_date(customers, settings)
    mart: Mart = {}
    for campaign in settings.campaigns:
        left = _score(customers, settings)
        counts = [len(left)]
        for name, operator, value in campaign.conditions:
            left = [
                row
                for row in left
                if _meets(_field_value(row, name, analysis_date), operator, value)
            ]
            counts.append(len(left))
        for step_number, count in enumerate(counts):
            mart[campaign.campaign_id, step_number] = {
                "campaign_id": campaign.campaign_id,
                "step_number": step_number,
                "analysis_date": analysis_date,
                "customers": count,
            }
    return mart


def campaign_list_bytes(
    customers: Sequence[Customer], campaign_id: str, settings: Settings = DEFAULTS
) -> bytes:
    """The exact file of a campaign's list (`Campaign.list_name`).

    The header `customer_id`, then one id a line, sorted by code point; UTF-8 without a byte order
    mark, each line ended by LF. Raises `ValueError` for an unknown campaign.
    """
    if campaign_id not in {campaign.campaign_id for campaign in settings.campaigns}:
        raise ValueError(f"unknown campaign {campaign_id!r}")
    targets = campaign_targets(customers, settings)
    ids = sorted(customer_id for campaign, customer_id in targets if campaign == campaign_id)
    return "".join(f"{line}\n" for line in ["customer_id", *ids]).encode("utf-8")


MARTS: dict[str, Callable[[Sequence[Customer], Settings], Mart]] = {
    "customer_segments": customer_segments,
    "segment_profiles": segment_profiles,
    "rf_grid": rf_grid,
    "score_thresholds": score_thresholds,
    "metric_distributions": metric_distributions,
    "borderline_profiles": borderline_profiles,
    "segment_breakdowns": segment_breakdowns,
    "channel_profiles": channel_profiles,
    "category_profiles": category_profiles,
    "store_profiles": store_profiles,
    "top_customers": top_customers,
    "source_profile": source_profile,
    "campaign_targets": campaign_targets,
    "campaign_summary": campaign_summary,
    "campaign_funnel": campaign_funnel,
}


def all_marts(customers: Sequence[Customer], settings: Settings = DEFAULTS) -> dict[str, Mart]:
    """Every mart under its name, as its own function gives it."""
    return {name: compute(customers, settings) for name, compute in MARTS.items()}
