"""What all peers share: their command line, and the rules of the project's seeds.

Every peer of customers reads one extract and writes into one folder

* ``segment_profiles.csv``, one row per segment, sorted, with the columns `PROFILE_COLUMNS`,
* one list per campaign: the header ``customer_id``, then the ids, sorted,
* with ``--write-segments`` also ``customer_segments.csv``: ``customer_id,segment``, sorted.
  That is for the comparison with other peers and no part of what is timed.

Those of order lines write the same but the lists, and with ``--history`` also
``segment_migrations.csv``: how many customers went from which segment to which between the ends of
two months, with their spend, sorted, with the columns `MIGRATION_COLUMNS`.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SEGMENT_MAP = "rf10"
SCORES = 5
DAYS_AFTER_THE_LAST_ORDER = 2

PROFILE_COLUMNS = (
    "segment",
    "customers",
    "revenue",
    "total_monetary_score",
    "mean_recency_days",
    "median_recency_days",
    "mean_frequency",
    "median_frequency",
    "mean_monetary",
    "median_monetary",
)

MIGRATION_COLUMNS = ("as_of_date", "from_segment", "to_segment", "customers", "revenue")
NEW = "(new)"


@dataclass(frozen=True)
class Segment:
    """One segment: its limits of recency and frequency scores, both ends included."""

    name: str
    r_min: int
    r_max: int
    f_min: int
    f_max: int


@dataclass(frozen=True)
class Campaign:
    """One list: who is on it. Amounts are in TL; no minimum is 0."""

    file: str
    segments: tuple[str, ...]
    categories: frozenset[str]
    minimum_average_order_value: int

    def accepts(self, category_list: str) -> bool:
        """Say whether a category list, such as `[ERKEK, KADIN]`, has one of the categories."""
        return not self.categories.isdisjoint(category_list.strip("[]").split(", "))


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statuses(policy: str) -> list[str]:
    """Return the statuses of order lines that the seed `order_statuses` gives a policy."""
    return [row["status"] for row in seed("order_statuses") if row["policy"] == policy]


def segments() -> list[Segment]:
    """Return the segments of the seed `segment_maps`."""
    limits = ("r_min", "r_max", "f_min", "f_max")
    return [
        Segment(row["segment"], *(int(row[limit]) for limit in limits))
        for row in seed("segment_maps")
        if row["map_id"] == SEGMENT_MAP
    ]


def segment_of_cell() -> dict[int, str]:
    """Return the segment of every recency score times ten plus frequency score."""
    return {
        10 * recency + frequency: one.name
        for one in segments()
        for recency in range(one.r_min, one.r_max + 1)
        for frequency in range(one.f_min, one.f_max + 1)
    }


def campaigns() -> list[Campaign]:
    """Return the campaigns of the seed `campaigns`.

    Raises:
        ValueError: a campaign has a condition that the peers do not know.
    """
    found = []
    for row in seed("campaigns"):
        if row["segment_map"] != SEGMENT_MAP:
            continue
        conditions = {
            (one["field"], one["operator"]): one["value"]
            for one in seed("campaign_conditions")
            if one["campaign_id"] == row["campaign_id"]
        }
        segments = conditions.pop(("segment", "is_any_of"), "")
        categories = conditions.pop(("category", "has_any_of"), "")
        minimum = conditions.pop(("average_order_value", "at_least"), "0")
        if conditions or not segments or not categories:
            raise ValueError(
                f"campaign {row['campaign_id']}: the benchmark's peers filter by segments,"
                " categories and whole TL per order only. Teach them the other conditions first."
            )
        found.append(
            Campaign(
                row["export_file"],
                tuple(segments.split(", ")),
                frozenset(categories.split(", ")),
                int(float(minimum)),
            )
        )
    return found


def score_boundaries(customers: int) -> list[int]:
    """Return how many customers have the score 1, 1 or 2, 1 to 3, 1 to 4, as NTILE cuts them.

    The first `customers % 5` scores get one customer more (SQL:2003, NTILE).
    """
    size, longer = divmod(customers, SCORES)
    return [k * size + min(k, longer) for k in range(1, SCORES)]


@dataclass(frozen=True)
class Options:
    """What a peer is told on its command line."""

    input: str
    is_parquet: bool
    output: Path
    write_segments: bool
    history: bool = False


def parse_options(description: str) -> Options:
    """Read the command line and make the output folder."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--input", required=True, help="customers or order lines, .csv or .parquet")
    parser.add_argument("--output", type=Path, required=True, help="folder to write to")
    parser.add_argument("--write-segments", action="store_true", help="also each customer's")
    parser.add_argument("--history", action="store_true", help="of order lines: every month too")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    return Options(
        given.input,
        given.input.endswith(".parquet"),
        given.output,
        given.write_segments,
        given.history,
    )
