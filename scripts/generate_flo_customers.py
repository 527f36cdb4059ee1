"""Write synthetic omnichannel customers in the 13-column FLO layout.

Every row is drawn from the distribution tables below; no row and no id of the real
extract is copied. The output is the same byte for byte on every machine and on Python
3.11 and later, because the script uses

* only ``random.Random(seed).random()`` and ``getrandbits()``, whose streams are stable,
* only + - * / and comparisons on floats (no ``math.exp`` and the like, whose last digit
  may differ between C libraries),
* integers for money (kurus, 1/100 TL) and for dates (proleptic ordinals, in days).

Rows are drawn one after the other and written as they come, so memory use does not grow
with ``--rows``, and the first N rows are the same for any ``--rows`` >= N.

Usage:
    python3 scripts/generate_flo_customers.py
    python3 scripts/generate_flo_customers.py --check
    python3 scripts/generate_flo_customers.py --rows 1000000 --output large.csv
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, zip_longest
from pathlib import Path
from random import Random
from typing import Generic, NamedTuple, TypeVar

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DEFAULT_OUTPUT = PROJECT_ROOT / "seeds" / "flo_customers.csv"
DEFAULT_ROWS = 19_945
DEFAULT_SEED = 20_210_601
MAX_ROWS = 2**32  # ids are distinct up to here, see synthetic_id()

HEADER = (
    "master_id",
    "order_channel",
    "last_order_channel",
    "first_order_date",
    "last_order_date",
    "last_order_date_online",
    "last_order_date_offline",
    "order_num_total_ever_online",
    "order_num_total_ever_offline",
    "customer_value_total_ever_offline",
    "customer_value_total_ever_online",
    "interested_in_categories_12",
    "store_type",
)

# The newest last order is 2021-05-30, two days before the default analysis date.
ANALYSIS_DAY = date(2021, 6, 1).toordinal()
MIN_RECENCY_DAYS = 2
FIRST_ONLINE_DAY = date(2014, 1, 1).toordinal()  # no last online order before this day

T = TypeVar("T")

# --------------------------------------------------------------------------------------
# Distribution tables.
#
# All numbers are rounded proportions, quantiles or fitted ratios measured on the real
# extract of 19,945 customers: aggregate facts, no rows. The ends of the tails and the
# classes of few customers are set to round numbers by hand. Weights need not add up to a
# round number; they are normalised.
# --------------------------------------------------------------------------------------
# fmt: off

# Orders per customer. First the weights of 1, 2, 3, ... orders, then the tail as
# (lowest count, highest count, weight), even within a segment. Unit: 1/100,000.
ONLINE_ORDER_WEIGHTS = (
    43600, 20180, 11310, 7230, 4810, 3140, 2310, 1640, 1210, 920,
    700, 590, 480, 340, 350, 240, 210, 140, 130, 130,
)
ONLINE_ORDER_TAIL = (
    (21, 25, 450), (26, 30, 190), (31, 40, 130), (41, 60, 70), (61, 100, 25),
    (101, 200, 10),
)
OFFLINE_ORDER_WEIGHTS = (
    54080, 25220, 10610, 5170, 2400, 1020, 570, 290, 240, 100,
    80, 30, 50, 10, 10, 20, 10, 10, 5, 10,
)
OFFLINE_ORDER_TAIL = (
    (21, 25, 15), (26, 30, 5), (31, 40, 10), (41, 60, 30), (61, 100, 15), (101, 120, 5),
)
# The two counts are nearly independent, but customers with four or more offline orders
# have fewer single online orders: this share of them draws the online count once more.
FREQUENT_OFFLINE_ORDERS = 4
ONLINE_REDRAW_SHARE = 0.21

# First online channel by number of online orders (lower bounds of the classes).
# Unit: 1/1,000.
ORDER_CHANNELS = ("Android App", "Desktop", "Ios App", "Mobile")
ORDER_CHANNEL_CLASSES = (1, 2, 3, 4, 6, 10)
ORDER_CHANNEL_WEIGHTS = (
    (394, 192, 115, 299),
    (472, 136, 156, 237),
    (533, 90, 168, 209),
    (574, 75, 167, 184),
    (600, 59, 167, 173),
    (622, 51, 164, 163),
)

# Channel of the last online order by first online channel (0 = never seen).
# Columns as in ORDER_CHANNELS. Unit: 1/1,000.
LAST_CHANNEL_WEIGHTS = {
    "Android App": (932, 26, 0, 42),
    "Desktop": (0, 1000, 0, 0),
    "Ios App": (67, 28, 853, 52),
    "Mobile": (0, 81, 0, 919),
}

# Odds that the offline last order is the later one: a base times one factor each for the
# first online channel, the online and the offline count (logistic fit, as odds ratios).
OFFLINE_LATER_BASE_ODDS = 0.316
OFFLINE_LATER_BY_CHANNEL = {
    "Android App": 1.0, "Desktop": 3.46, "Ios App": 1.33, "Mobile": 1.74,
}
OFFLINE_LATER_ONLINE_CLASSES = (1, 2, 3, 4, 6, 10)
OFFLINE_LATER_BY_ONLINE = (1.0, 0.665, 0.52, 0.453, 0.388, 0.241)
OFFLINE_LATER_OFFLINE_CLASSES = (1, 2, 3, 4, 5)
OFFLINE_LATER_BY_OFFLINE = (1.0, 1.88, 2.87, 3.81, 4.71)

# Both last orders on one day: share of customers, and how many of those are recorded as
# Offline in last_order_channel.
SAME_DAY_SHARE = 0.004
SAME_DAY_OFFLINE_SHARE = 0.165

# Recency: days from the last order to the analysis date, by channel of the last order
# and by total orders (lower bounds of the classes). One weight per week, the first week
# being days 2 to 8, the last one days 366 and 367. Unit: 1/1,000. The zeros in the
# offline rows are the weeks of May 2021 in which the stores were closed.
RECENCY_CLASSES = (2, 4, 8)
RECENCY_DAYS_END = 368
MIN_OFFLINE_RECENCY_DAYS = 4
RECENCY_ONLINE_WEIGHTS = (
    (40, 41, 44, 73, 41, 28, 22, 20, 19, 16, 20, 20, 19, 17, 27, 23, 17, 16, 20, 33, 19,
     16, 20, 19, 15, 17, 53, 15, 34, 11, 8, 7, 12, 19, 13, 10, 12, 10, 5, 6, 4, 5, 4, 5,
     8, 9, 8, 12, 12, 19, 14, 16, 5),
    (51, 57, 56, 72, 47, 37, 33, 26, 22, 17, 28, 18, 16, 20, 27, 22, 16, 15, 23, 25, 20,
     13, 20, 18, 15, 12, 47, 15, 24, 9, 5, 9, 10, 17, 12, 9, 11, 8, 5, 5, 5, 5, 4, 4,
     6, 7, 7, 8, 10, 13, 11, 7, 2),
    (69, 70, 60, 85, 62, 39, 42, 28, 34, 18, 25, 30, 24, 20, 31, 21, 16, 14, 15, 23, 14,
     11, 14, 13, 14, 10, 35, 7, 22, 9, 7, 6, 7, 20, 9, 8, 7, 6, 6, 3, 5, 1, 3, 1,
     4, 5, 4, 6, 5, 6, 4, 4, 1),
)
RECENCY_OFFLINE_WEIGHTS = (
    (40, 37, 0, 0, 23, 16, 19, 30, 23, 38, 29, 35, 42, 18, 27, 31, 32, 22, 27, 17, 14,
     12, 14, 12, 11, 11, 15, 17, 23, 17, 15, 8, 9, 12, 13, 12, 13, 11, 16, 13, 11, 18,
     15, 17, 28, 28, 34, 28, 18, 10, 10, 9, 2),
    (48, 55, 0, 0, 26, 25, 28, 38, 29, 38, 35, 40, 40, 26, 26, 35, 23, 26, 22, 16, 16,
     14, 14, 14, 11, 9, 16, 16, 21, 19, 18, 10, 8, 9, 9, 9, 16, 9, 11, 13, 12, 12,
     10, 14, 23, 19, 17, 23, 10, 5, 9, 8, 1),
    (75, 70, 0, 0, 31, 23, 31, 34, 31, 51, 32, 59, 43, 32, 27, 40, 20, 24, 24, 15, 19,
     9, 11, 4, 10, 9, 13, 13, 11, 17, 14, 10, 5, 17, 10, 9, 6, 5, 11, 9, 5, 10,
     9, 5, 13, 17, 19, 22, 6, 6, 6, 5, 1),
)

# Last order of the channel that is not the latest one, by its number of orders (lower
# bounds of the classes). Unit of the weights: 1/1,000.
# - Offline earlier: by calendar quarter from 2019Q1 to 2021Q2 (offline last dates start
#   in 2019), corrected for the cut at the later date.
# - Online earlier: by gap in days to the last order.
EARLIER_CLASSES = (1, 2, 3)
EARLIER_OFFLINE_FIRST_YEAR = 2019
EARLIER_OFFLINE_QUARTER_WEIGHTS = (
    (84, 60, 189, 211, 142, 21, 77, 61, 90, 65),
    (17, 20, 117, 203, 178, 26, 113, 91, 128, 107),
    (4, 6, 46, 121, 172, 37, 140, 129, 199, 145),
)
EARLIER_ONLINE_GAP_EDGES = (
    1, 8, 15, 31, 61, 91, 121, 151, 181, 241, 301, 361, 451, 541, 631, 721, 901, 1081,
    1261, 1441, 1801, 2161, 2641,
)
EARLIER_ONLINE_GAP_WEIGHTS = (
    (30, 20, 30, 53, 57, 44, 41, 41, 68, 82, 80, 68, 49, 32, 40, 70, 37, 29, 27, 39, 36, 29),
    (44, 34, 34, 56, 62, 61, 52, 40, 72, 69, 69, 53, 48, 39, 39, 59, 46, 31, 21, 27, 35, 8),
    (56, 42, 58, 67, 82, 64, 60, 53, 69, 76, 61, 49, 37, 38, 32, 60, 25, 20, 16, 17, 15, 4),
)

# Share of customers whose very first order is the last order of the earlier channel,
# where that channel has a single order (two orders in all: always). Rows: orders of the
# later channel (lower bounds of the classes); columns: gap in days between the two last
# orders (lower bounds of the classes).
FIRST_IS_EARLIER_LATER_CLASSES = (2, 3, 4, 6)
FIRST_IS_EARLIER_GAP_CLASSES = (0, 181, 361, 541)
FIRST_IS_EARLIER_IF_ONLINE_LATER = (
    (0.61, 0.80, 0.87, 0.94),
    (0.38, 0.61, 0.75, 0.79),
    (0.28, 0.54, 0.61, 0.69),
    (0.11, 0.19, 0.33, 0.36),
)
FIRST_IS_EARLIER_IF_OFFLINE_LATER = (
    (0.18, 0.34, 0.54, 0.97),
    (0.08, 0.16, 0.40, 0.97),
    (0.06, 0.10, 0.27, 0.90),
    (0.01, 0.03, 0.24, 0.76),
)
# The same share where the earlier channel has two, or three and more orders (all on one
# day, then).
FIRST_IS_EARLIER_IF_TWO = 0.09
FIRST_IS_EARLIER_IF_MORE = 0.015

# First order where it is neither of the last orders, by online orders (lower bounds of
# the classes; before 2019 there are online orders only): weight per calendar quarter from
# 2013Q1 to 2021Q2, eight per line, corrected for the cut at the earlier of the two last
# dates. Unit: 1/1,000.
FIRST_ORDER_CLASSES = (1, 2, 3, 5, 9)
FIRST_ORDER_FIRST_YEAR = 2013
FIRST_ORDER_QUARTER_WEIGHTS = (
    (0, 0, 0, 0, 0, 0, 0, 0,
     0, 0, 0, 0, 0, 0, 0, 0,
     0, 0, 0, 0, 0, 0, 0, 0,
     87, 55, 168, 164, 113, 30, 83, 53,
     118, 129),
    (0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.6, 0.9,
     0.8, 1, 1.3, 0.9, 1, 2, 1, 2,
     3, 3, 4, 6, 5, 8, 6, 16,
     55, 40, 96, 109, 66, 94, 51, 88,
     178, 162),
    (0.6, 1.4, 0.9, 1.4, 2, 2, 2, 5,
     6, 5, 3, 4, 4, 6, 5, 6,
     11, 11, 9, 16, 12, 21, 11, 39,
     76, 48, 100, 113, 73, 117, 45, 73,
     114, 55),
    (2, 2, 1.3, 5, 4, 4, 5, 14,
     14, 10, 7, 11, 12, 12, 9, 18,
     19, 24, 16, 33, 26, 39, 25, 36,
     73, 51, 87, 93, 54, 75, 53, 63,
     37, 67),
    (15, 10, 7, 5, 11, 17, 15, 27,
     33, 30, 19, 23, 22, 36, 23, 37,
     45, 53, 37, 47, 38, 40, 17, 46,
     63, 35, 57, 47, 37, 40, 26, 16,
     25, 1),
)

# Prices rise: spend per order is lower by this share for each year between the last order
# of the channel and the analysis date, at most two years.
ONLINE_PRICE_RISE_PER_YEAR = 0.15
OFFLINE_PRICE_RISE_PER_YEAR = 0.17
PRICE_RISE_MAX_DAYS = 2 * 365

# Spend per order in TL at the prices of the analysis date: quantiles by number of orders
# in the channel (lower bounds of the classes) at VALUE_LEVELS, linear in between.
VALUE_LEVELS = (
    0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99,
    0.999, 1.0,
)
ONLINE_VALUE_CLASSES = (1, 2, 3, 5, 10, 30)
ONLINE_VALUE_QUANTILES = (
    (16, 24, 38, 57, 71, 92, 113, 136, 164, 194, 228, 273, 346, 422, 640, 1158, 2500),
    (18, 29, 50, 67, 80, 103, 122, 142, 164, 187, 214, 248, 311, 382, 572, 853, 1400),
    (20, 31, 53, 72, 88, 108, 125, 142, 158, 178, 204, 234, 282, 344, 486, 742, 1500),
    (36, 42, 60, 80, 94, 109, 124, 138, 153, 171, 187, 212, 252, 299, 429, 789, 1400),
    (40, 45, 60, 80, 95, 110, 122, 132, 145, 157, 173, 194, 232, 276, 418, 750, 1200),
    (50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 160, 180, 240, 300, 400, 450, 500),
)
OFFLINE_VALUE_CLASSES = (1, 2, 3, 5, 15)
OFFLINE_VALUE_QUANTILES = (
    (12, 16, 23, 43, 58, 82, 102, 120, 141, 166, 197, 242, 333, 415, 628, 1033, 1500),
    (12, 17, 32, 56, 70, 89, 106, 121, 139, 159, 183, 216, 270, 326, 467, 700, 1000),
    (18, 27, 39, 62, 74, 91, 106, 119, 134, 149, 170, 197, 243, 294, 432, 761, 1500),
    (20, 31, 47, 66, 78, 95, 107, 119, 131, 144, 159, 177, 216, 261, 353, 517, 600),
    (25, 26, 30, 50, 65, 75, 85, 95, 105, 115, 120, 130, 140, 170, 200, 210, 220),
)
# Share of customers who sit at the same quantile of both channels (a common price level;
# gives the weak rank correlation of spend per order between the channels).
SHARED_PRICE_LEVEL_SHARE = 0.11
MIN_CHANNEL_VALUE_CENTS = 1_000

# Price ending of one order: the value modulo 10 TL in cents, as {ending: weight}, where
# the spend per order is below and from PRICE_SPLIT_TL on. ANY_OTHER stands for the rest:
# any units digit, and the tens digit of the cents from the ten weights given.
# Unit: 1/1,000.
ANY_OTHER = -1
PRICE_SPLIT_TL = 150
ONLINE_PRICE_ENDINGS = (
    {
        999: 333, 499: 75, 998: 57, 799: 38, 199: 37, 399: 36, 599: 36, 699: 16, 498: 15,
        299: 15, 99: 14, 0: 13, 990: 11, 198: 9, 899: 9, 997: 8, 598: 7, 749: 7, 798: 7,
        249: 7, ANY_OTHER: 248,
    },
    {
        999: 117, 998: 68, 990: 41, 499: 32, 900: 24, 498: 21, 997: 20, 799: 17, 199: 15,
        399: 14, 398: 14, 798: 14, 598: 14, 497: 13, 992: 12, 490: 12, 198: 12, 599: 11,
        996: 10, 98: 8, 298: 8, 698: 8, 197: 7, 797: 7, 597: 7, 397: 6, 897: 6, 898: 6,
        ANY_OTHER: 453,
    },
)
ONLINE_OTHER_TENS = (8, 6, 8, 6, 17, 6, 4, 6, 8, 31)
OFFLINE_PRICE_ENDINGS = (
    {
        999: 554, 49: 100, 998: 78, 88: 33, 498: 26, 499: 25, 74: 14, 298: 13, 48: 12,
        997: 11, 73: 10, 98: 9, 598: 7, 548: 7, ANY_OTHER: 101,
    },
    {
        999: 193, 998: 157, 997: 50, 73: 46, 990: 37, 49: 34, 97: 23, 498: 23, 88: 21,
        900: 17, 996: 17, 48: 16, 74: 16, 298: 13, 72: 12, 98: 9, 87: 9, 995: 9, 497: 8,
        499: 8, 548: 7, 989: 7, 496: 6, 96: 6, 597: 6, 587: 6, ANY_OTHER: 242,
    },
)
OFFLINE_OTHER_TENS = (1, 1, 2, 2, 21, 1, 1, 14, 17, 40)
# From this many orders on, the sum of the endings is as good as even.
EVEN_ENDING_ORDERS = 12

# Category list of the last 12 months. Unit: 1/1,000.
CATEGORY_LIST_WEIGHTS = {
    "AKTIFSPOR": 174,
    "KADIN": 108,
    "": 107,
    "ERKEK": 99,
    "KADIN, AKTIFSPOR": 68,
    "ERKEK, AKTIFSPOR": 59,
    "ERKEK, KADIN": 43,
    "COCUK": 42,
    "ERKEK, KADIN, AKTIFSPOR": 39,
    "AKTIFCOCUK": 34,
    "COCUK, KADIN": 22,
    "AKTIFCOCUK, COCUK": 18,
    "COCUK, AKTIFSPOR": 16,
    "AKTIFCOCUK, AKTIFSPOR": 16,
    "COCUK, KADIN, AKTIFSPOR": 12,
    "AKTIFCOCUK, ERKEK, COCUK, KADIN, AKTIFSPOR": 11,
    "ERKEK, COCUK": 11,
    "ERKEK, COCUK, KADIN, AKTIFSPOR": 11,
    "AKTIFCOCUK, COCUK, KADIN": 11,
    "AKTIFCOCUK, KADIN": 11,
    "ERKEK, COCUK, KADIN": 10,
    "AKTIFCOCUK, COCUK, KADIN, AKTIFSPOR": 10,
    "AKTIFCOCUK, COCUK, AKTIFSPOR": 10,
    "AKTIFCOCUK, KADIN, AKTIFSPOR": 9,
    "ERKEK, COCUK, AKTIFSPOR": 8,
    "AKTIFCOCUK, ERKEK": 8,
    "AKTIFCOCUK, ERKEK, AKTIFSPOR": 7,
    "AKTIFCOCUK, ERKEK, KADIN, AKTIFSPOR": 7,
    "AKTIFCOCUK, ERKEK, COCUK": 6,
    "AKTIFCOCUK, ERKEK, COCUK, KADIN": 6,
    "AKTIFCOCUK, ERKEK, COCUK, AKTIFSPOR": 5,
    "AKTIFCOCUK, ERKEK, KADIN": 5,
}

# Store types the customer has bought in. Unit: 1/1,000.
STORE_TYPE_WEIGHTS = {"A": 775, "A,B": 215, "A,C": 7, "A,B,C": 3}

# fmt: on
# --------------------------------------------------------------------------------------
# Sampling helpers.
# --------------------------------------------------------------------------------------


class WeightedChoice(Generic[T]):
    """A discrete distribution over given values."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        """Take the values with their weights, in any unit."""
        self._values = tuple(weights)
        self._cumulative = tuple(accumulate(weights.values()))

    def draw(self, rng: Random) -> T:
        """Return one value; uses one random number."""
        point = rng.random() * self._cumulative[-1]
        return self._values[bisect_right(self._cumulative, point)]


class StepDistribution:
    """Integers (days) spread evenly within weighted steps [edge, next edge)."""

    def __init__(self, edges: Sequence[int], weights: Sequence[float]) -> None:
        """Take ascending edges and one weight, in any unit, per step between them."""
        if len(edges) != len(weights) + 1:
            raise ValueError("a step distribution needs one edge more than weights")
        self._edges = tuple(edges)
        self._weights = tuple(weights)
        self._cumulative = tuple(accumulate(weights, initial=0.0))

    def _mass_below(self, limit: int) -> float:
        """Return the weight of all integers smaller than ``limit``."""
        if limit <= self._edges[0]:
            return 0.0
        if limit >= self._edges[-1]:
            return self._cumulative[-1]
        step = bisect_right(self._edges, limit) - 1
        low, high = self._edges[step], self._edges[step + 1]
        return self._cumulative[step] + self._weights[step] * (limit - low) / (high - low)

    def draw_below(self, rng: Random, limit: int) -> int | None:
        """Return an integer < ``limit``, or None where there is none.

        Uses one random number in either case.
        """
        mass = self._mass_below(limit)
        point = rng.random() * mass
        if mass == 0.0:
            return None
        step = bisect_right(self._cumulative, point) - 1
        low, high = self._edges[step], self._edges[step + 1]
        share = (point - self._cumulative[step]) / self._weights[step]
        return min(low + int(share * (high - low)), high - 1, limit - 1)

    def draw(self, rng: Random) -> int:
        """Return an integer of the whole range; uses one random number."""
        value = self.draw_below(rng, self._edges[-1])
        if value is None:
            raise ValueError("a step distribution without weight")
        return value


def class_index(lower_bounds: Sequence[int], value: int) -> int:
    """Return the class of ``value``, the last one whose lower bound it reaches."""
    return bisect_right(lower_bounds, value) - 1


def happens(rng: Random, probability: float) -> bool:
    """Return True with the given probability; uses one random number."""
    return rng.random() < probability


def count_choice(
    weights: Sequence[int], tail: Iterable[tuple[int, int, int]]
) -> WeightedChoice[int]:
    """Return the distribution of an order count from its table and tail segments."""
    by_count: dict[int, float] = dict(enumerate(weights, start=1))
    for low, high, weight in tail:
        for count in range(low, high + 1):
            by_count[count] = weight / (high - low + 1)
    return WeightedChoice(by_count)


def quarter_edges(first_year: int, quarters: int) -> tuple[int, ...]:
    """Return the first days (ordinals) of ``quarters`` quarters and the end after them."""
    return tuple(
        date(first_year + q // 4, q % 4 * 3 + 1, 1).toordinal() for q in range(quarters + 1)
    )


def quarter_steps(
    first_year: int, tables: Iterable[Sequence[float]]
) -> tuple[StepDistribution, ...]:
    """Return one distribution of days (ordinals) per table of quarter weights."""
    return tuple(StepDistribution(quarter_edges(first_year, len(w)), w) for w in tables)


def recency_steps(
    first_day: int, tables: Iterable[Sequence[float]]
) -> tuple[StepDistribution, ...]:
    """Return one distribution of recency (days) per table of week weights."""
    weeks = range(MIN_RECENCY_DAYS + 7, RECENCY_DAYS_END, 7)
    edges = (first_day, *weeks, RECENCY_DAYS_END)
    return tuple(StepDistribution(edges, w) for w in tables)


ONLINE_ORDERS = count_choice(ONLINE_ORDER_WEIGHTS, ONLINE_ORDER_TAIL)
OFFLINE_ORDERS = count_choice(OFFLINE_ORDER_WEIGHTS, OFFLINE_ORDER_TAIL)
ORDER_CHANNEL = tuple(
    WeightedChoice(dict(zip(ORDER_CHANNELS, w, strict=True))) for w in ORDER_CHANNEL_WEIGHTS
)
LAST_ONLINE_CHANNEL = {
    first: WeightedChoice(dict(zip(ORDER_CHANNELS, w, strict=True)))
    for first, w in LAST_CHANNEL_WEIGHTS.items()
}
RECENCY_ONLINE = recency_steps(MIN_RECENCY_DAYS, RECENCY_ONLINE_WEIGHTS)
RECENCY_OFFLINE = recency_steps(MIN_OFFLINE_RECENCY_DAYS, RECENCY_OFFLINE_WEIGHTS)
EARLIER_OFFLINE_DAY = quarter_steps(EARLIER_OFFLINE_FIRST_YEAR, EARLIER_OFFLINE_QUARTER_WEIGHTS)
EARLIER_ONLINE_GAP = tuple(
    StepDistribution(EARLIER_ONLINE_GAP_EDGES, w) for w in EARLIER_ONLINE_GAP_WEIGHTS
)
FIRST_ORDER_DAY = quarter_steps(FIRST_ORDER_FIRST_YEAR, FIRST_ORDER_QUARTER_WEIGHTS)
CATEGORY_LIST = WeightedChoice({f"[{k}]": w for k, w in CATEGORY_LIST_WEIGHTS.items()})
STORE_TYPE = WeightedChoice(STORE_TYPE_WEIGHTS)


class SpendTables(NamedTuple):
    """Spend of one channel: quantiles in TL per order, and price endings in cents."""

    price_rise_per_year: float
    classes: Sequence[int]
    quantiles: Sequence[Sequence[int]]
    endings: Sequence[WeightedChoice[int]]
    other_tens: WeightedChoice[int]


ONLINE_SPEND = SpendTables(
    price_rise_per_year=ONLINE_PRICE_RISE_PER_YEAR,
    classes=ONLINE_VALUE_CLASSES,
    quantiles=ONLINE_VALUE_QUANTILES,
    endings=tuple(WeightedChoice(w) for w in ONLINE_PRICE_ENDINGS),
    other_tens=WeightedChoice(dict(enumerate(ONLINE_OTHER_TENS))),
)
OFFLINE_SPEND = SpendTables(
    price_rise_per_year=OFFLINE_PRICE_RISE_PER_YEAR,
    classes=OFFLINE_VALUE_CLASSES,
    quantiles=OFFLINE_VALUE_QUANTILES,
    endings=tuple(WeightedChoice(w) for w in OFFLINE_PRICE_ENDINGS),
    other_tens=WeightedChoice(dict(enumerate(OFFLINE_OTHER_TENS))),
)

# --------------------------------------------------------------------------------------
# One customer.
# --------------------------------------------------------------------------------------


class Customer(NamedTuple):
    """One synthetic customer: days are ordinals, values are cents (1/100 TL)."""

    master_id: str
    order_channel: str
    last_order_channel: str
    first_day: int
    last_day_online: int
    last_day_offline: int
    orders_online: int
    orders_offline: int
    cents_offline: int
    cents_online: int
    categories: str
    store_type: str


def mix32(value: int) -> int:
    """Scramble a 32-bit integer one to one (the finaliser of MurmurHash3)."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    value ^= value >> 13
    value = value * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def synthetic_id(rng: Random, index: int, key: int) -> str:
    """Return a UUID-shaped id that no other row of the file has.

    The first 32 bits are a one-to-one scrambling of the row number, which makes the ids
    distinct without remembering them and their sorted order unrelated to the file order.
    The version digit is 8 (RFC 9562: custom content); the ids of the real extract are of
    version 1, so that none of them can appear here.
    """
    head = mix32(index ^ key)
    tail = f"{rng.getrandbits(96):024x}"
    variant = "89ab"[int(tail[7], 16) % 4]
    return f"{head:08x}-{tail[:4]}-8{tail[4:7]}-{variant}{tail[8:11]}-{tail[12:]}"


def draw_order_counts(rng: Random) -> tuple[int, int]:
    """Return the numbers of online and offline orders, each at least 1."""
    online = ONLINE_ORDERS.draw(rng)
    offline = OFFLINE_ORDERS.draw(rng)
    if online == 1 and offline >= FREQUENT_OFFLINE_ORDERS and happens(rng, ONLINE_REDRAW_SHARE):
        online = ONLINE_ORDERS.draw(rng)
    return online, offline


def offline_later_probability(order_channel: str, online: int, offline: int) -> float:
    """Return the probability that the offline last order is the later one."""
    by_online = class_index(OFFLINE_LATER_ONLINE_CLASSES, online)
    by_offline = class_index(OFFLINE_LATER_OFFLINE_CLASSES, offline)
    odds = (
        OFFLINE_LATER_BASE_ODDS
        * OFFLINE_LATER_BY_CHANNEL[order_channel]
        * OFFLINE_LATER_BY_ONLINE[by_online]
        * OFFLINE_LATER_BY_OFFLINE[by_offline]
    )
    return odds / (1.0 + odds)


def draw_last_day(rng: Random, total_orders: int, offline_later: bool) -> int:
    """Return the day (ordinal) of the last order of all."""
    tables = RECENCY_OFFLINE if offline_later else RECENCY_ONLINE
    recency_days = tables[class_index(RECENCY_CLASSES, total_orders)].draw(rng)
    return ANALYSIS_DAY - recency_days


def draw_earlier_last_day(
    rng: Random, last_day: int, earlier_orders: int, offline_later: bool
) -> int:
    """Return the last day (ordinal) of the other channel, before ``last_day``."""
    earlier_class = class_index(EARLIER_CLASSES, earlier_orders)
    if offline_later:
        longest_gap_days = last_day - FIRST_ONLINE_DAY
        gap_days = EARLIER_ONLINE_GAP[earlier_class].draw_below(rng, longest_gap_days + 1)
        return last_day - (gap_days or 1)
    earlier_day = EARLIER_OFFLINE_DAY[earlier_class].draw_below(rng, last_day)
    return last_day - 1 if earlier_day is None else earlier_day


def first_is_earlier_probability(
    later_orders: int, earlier_orders: int, gap_days: int, offline_later: bool
) -> float:
    """Return the probability that the first order is the earlier channel's last one."""
    if earlier_orders == 1 and later_orders == 1:
        return 1.0  # there are only two orders, and the first is the earlier of them
    if earlier_orders == 2:
        return FIRST_IS_EARLIER_IF_TWO
    if earlier_orders > 2:
        return FIRST_IS_EARLIER_IF_MORE
    table = FIRST_IS_EARLIER_IF_OFFLINE_LATER if offline_later else FIRST_IS_EARLIER_IF_ONLINE_LATER
    by_later = class_index(FIRST_IS_EARLIER_LATER_CLASSES, later_orders)
    by_gap = class_index(FIRST_IS_EARLIER_GAP_CLASSES, gap_days)
    return table[by_later][by_gap]


def draw_first_day(
    rng: Random, last_day: int, earlier_day: int, orders: tuple[int, int], offline_later: bool
) -> int:
    """Return the day (ordinal) of the first order, at most ``earlier_day``.

    ``orders`` holds the counts of the later and of the earlier channel.
    """
    later_orders, earlier_orders = orders
    probability = first_is_earlier_probability(
        later_orders, earlier_orders, last_day - earlier_day, offline_later
    )
    if happens(rng, probability):
        return earlier_day
    online_orders = earlier_orders if offline_later else later_orders
    table = FIRST_ORDER_DAY[class_index(FIRST_ORDER_CLASSES, online_orders)]
    first_day = table.draw_below(rng, earlier_day)
    return earlier_day if first_day is None else first_day


def interpolate(levels: Sequence[float], values: Sequence[int], level: float) -> float:
    """Return the quantile at ``level`` (0 <= level < 1), linear between table points."""
    upper = bisect_right(levels, level)
    low_level, low = levels[upper - 1], values[upper - 1]
    share = (level - low_level) / (levels[upper] - low_level)
    return low + share * (values[upper] - low)


def price_factor(rise_per_year: float, day: int) -> float:
    """Return the price level of a day (ordinal), that of the analysis date being 1."""
    age_days = min(ANALYSIS_DAY - day, PRICE_RISE_MAX_DAYS)
    return 1.0 - rise_per_year * age_days / 365.0


def draw_ending_cents(rng: Random, tables: SpendTables, orders: int, value: float) -> int:
    """Return a spend modulo 10 TL in cents: the sum of the endings of all orders.

    ``value`` is the spend per order in TL.
    """
    if orders >= EVEN_ENDING_ORDERS:
        return int(rng.random() * 1000)
    endings = tables.endings[int(value >= PRICE_SPLIT_TL)]
    total = 0
    for _ in range(orders):
        ending = endings.draw(rng)
        if ending == ANY_OTHER:
            units = int(rng.random() * 10)
            ending = units * 100 + tables.other_tens.draw(rng) * 10 + int(rng.random() * 10)
        total += ending
    return total % 1000


def draw_spend_cents(
    rng: Random, tables: SpendTables, orders: int, last_day: int, level: float
) -> int:
    """Return the spend of one channel in cents, with a price-like ending.

    ``last_day`` is the channel's last order (ordinal); ``level`` (0 <= level < 1) is the
    customer's place among those with as many orders.
    """
    quantiles = tables.quantiles[class_index(tables.classes, orders)]
    value = interpolate(VALUE_LEVELS, quantiles, level)
    value *= price_factor(tables.price_rise_per_year, last_day)
    target = int(orders * value * 100.0)
    ending = draw_ending_cents(rng, tables, orders, value)
    cents = ending + (target - ending + 500) // 1000 * 1000
    while cents < MIN_CHANNEL_VALUE_CENTS:
        cents += 1000
    return cents


def draw_customer(rng: Random, index: int, key: int) -> Customer:
    """Return customer number ``index`` (from 0), from the next random numbers."""
    master_id = synthetic_id(rng, index, key)
    online, offline = draw_order_counts(rng)
    order_channel = ORDER_CHANNEL[class_index(ORDER_CHANNEL_CLASSES, online)].draw(rng)
    last_online_channel = LAST_ONLINE_CHANNEL[order_channel].draw(rng)

    same_day = happens(rng, SAME_DAY_SHARE)
    offline_later = happens(
        rng,
        SAME_DAY_OFFLINE_SHARE
        if same_day
        else offline_later_probability(order_channel, online, offline),
    )
    orders = (offline, online) if offline_later else (online, offline)
    last_day = draw_last_day(rng, online + offline, offline_later)
    if index == 0:  # whatever the number of rows, the newest order is there
        last_day = ANALYSIS_DAY - MIN_RECENCY_DAYS
    earlier_day = (
        last_day if same_day else draw_earlier_last_day(rng, last_day, orders[1], offline_later)
    )
    first_day = draw_first_day(rng, last_day, earlier_day, orders, offline_later)
    day_online = earlier_day if offline_later else last_day
    day_offline = last_day if offline_later else earlier_day

    online_level = rng.random()
    shared_level = happens(rng, SHARED_PRICE_LEVEL_SHARE)
    offline_level = online_level if shared_level else rng.random()
    cents_online = draw_spend_cents(rng, ONLINE_SPEND, online, day_online, online_level)
    cents_offline = draw_spend_cents(rng, OFFLINE_SPEND, offline, day_offline, offline_level)
    return Customer(
        master_id=master_id,
        order_channel=order_channel,
        last_order_channel="Offline" if offline_later else last_online_channel,
        first_day=first_day,
        last_day_online=day_online,
        last_day_offline=day_offline,
        orders_online=online,
        orders_offline=offline,
        cents_offline=cents_offline,
        cents_online=cents_online,
        categories=CATEGORY_LIST.draw(rng),
        store_type=STORE_TYPE.draw(rng),
    )


def generate_customers(rows: int, seed: int) -> Iterator[Customer]:
    """Yield ``rows`` customers; the first ones do not depend on ``rows``."""
    rng = Random(seed)
    key = rng.getrandbits(32)
    for index in range(rows):
        yield draw_customer(rng, index, key)


# --------------------------------------------------------------------------------------
# The file.
# --------------------------------------------------------------------------------------


def format_cents(cents: int) -> str:
    """Return cents as TL the way the extract writes them: 139.99, 95.9, 10.0."""
    whole, fraction = divmod(cents, 100)
    return f"{whole}.{fraction // 10}" if fraction % 10 == 0 else f"{whole}.{fraction:02d}"


def format_row(customer: Customer) -> tuple[str, ...]:
    """Return the thirteen fields of a customer in the order of HEADER."""
    last_day = max(customer.last_day_online, customer.last_day_offline)
    days = (customer.first_day, last_day, customer.last_day_online, customer.last_day_offline)
    return (
        customer.master_id,
        customer.order_channel,
        customer.last_order_channel,
        *(date.fromordinal(day).isoformat() for day in days),
        f"{customer.orders_online}.0",
        f"{customer.orders_offline}.0",
        format_cents(customer.cents_offline),
        format_cents(customer.cents_online),
        customer.categories,
        customer.store_type,
    )


def csv_lines(rows: int, seed: int) -> Iterator[bytes]:
    """Yield the lines of the file, header first, as UTF-8 with LF line ends."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    for customer in generate_customers(rows, seed):
        yield buffer.getvalue().encode("utf-8")
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(format_row(customer))
    yield buffer.getvalue().encode("utf-8")


def write_file(path: Path, rows: int, seed: int) -> None:
    """Write the file, making its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        handle.writelines(csv_lines(rows, seed))


def find_difference(path: Path, rows: int, seed: int) -> str | None:
    """Return how the file differs from what would be written, or None if not at all."""
    if not path.is_file():
        return f"{path} does not exist"
    with path.open("rb") as handle:
        pairs = zip_longest(csv_lines(rows, seed), handle)
        for number, (expected, found) in enumerate(pairs, start=1):
            if found is None:
                return f"{path} ends before line {number:,} of {rows + 1:,}"
            if expected is None:
                return f"{path} goes on after line {rows + 1:,}"
            if expected != found:
                return f"{path} differs from what the generator makes in line {number:,}"
    return None


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        description="Write synthetic customers in the 13-column FLO layout."
    )
    parser.add_argument(
        "--rows", type=int, default=DEFAULT_ROWS, help="number of customers (%(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="seed of the random numbers (%(default)s)"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=DEFAULT_OUTPUT,
        help="file to write (seeds/flo_customers.csv of the project)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 if the file is not what would be written",
    )
    options = parser.parse_args(arguments)
    if not 1 <= options.rows <= MAX_ROWS:
        parser.error(f"--rows must be between 1 and {MAX_ROWS}")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    options = parse_arguments(arguments)
    if options.check:
        difference = find_difference(options.output, options.rows, options.seed)
        if difference is not None:
            command = f"--rows {options.rows} --seed {options.seed}"
            print(f"{difference} (generator options: {command})", file=sys.stderr)
            return 1
        print(f"{options.output} is what the generator makes")
        return 0
    write_file(options.output, options.rows, options.seed)
    print(f"wrote {options.rows:,} synthetic customers (seed {options.seed}) to {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
