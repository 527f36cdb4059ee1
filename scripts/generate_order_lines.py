"""Write synthetic order lines of the customers that generate_flo_customers.py draws.

The first customers of that generator are taken apart into orders: as many per channel as
the customer row counts, the first and the last on the row's days, the spend shared out to
the cent. On top come what order lines have and customer rows have not: items, statuses
(some orders are cancelled, some returned), payment methods, regions, and personal columns
that staging drops. Same bytes everywhere, for the reasons given in that generator.

Usage:
    python3 scripts/generate_order_lines.py
    python3 scripts/generate_order_lines.py --check
    python3 scripts/generate_order_lines.py --customers 100000 --output large.csv
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random

import generate_flo_customers as customers

DEFAULT_OUTPUT = customers.PROJECT_ROOT / "seeds" / "order_lines.csv"
DEFAULT_CUSTOMERS = 2_000
DEFAULT_SEED = customers.DEFAULT_SEED

HEADER = (
    "order_id",
    "order_date",
    "customer_id",
    "item_id",
    "category",
    "quantity",
    "amount",
    "discount",
    "status",
    "channel",
    "store",
    "payment_method",
    "gender",
    "customer_since",
    "city",
    "region",
    "full_name",
    "email",
)

CATEGORIES = ("AKTIFCOCUK", "AKTIFSPOR", "COCUK", "ERKEK", "KADIN")
PLACES = (
    ("Istanbul", "Marmara"),
    ("Bursa", "Marmara"),
    ("Ankara", "Central Anatolia"),
    ("Konya", "Central Anatolia"),
    ("Izmir", "Aegean"),
    ("Antalya", "Mediterranean"),
    ("Adana", "Mediterranean"),
    ("Trabzon", "Black Sea"),
)
PAYMENT_METHODS = customers.WeightedChoice(
    {"credit_card": 62, "bank_transfer": 14, "cash": 16, "wallet": 8}
)
STATUSES = customers.WeightedChoice({"complete": 955, "canceled": 25, "refund": 20})
LINES_PER_ORDER = customers.WeightedChoice({1: 72, 2: 20, 3: 8})
QUANTITIES = customers.WeightedChoice({1: 85, 2: 12, 3: 3})
GENDERS = customers.WeightedChoice({"F": 56, "M": 41, "": 3})
DISCOUNT_SHARE = 0.2
RETURN_SHARE = 0.03
LONGEST_RETURN_DAYS = 30


def pick(rng: Random, values: Sequence) -> object:
    """Return one of the values, each as likely."""
    return values[int(rng.random() * len(values))]


def shares(rng: Random, total: int, parts: int) -> list[int]:
    """Return `parts` whole numbers of at least 0 that sum to `total` (in cents)."""
    weights = [0.25 + rng.random() for _ in range(parts)]
    whole = sum(weights)
    found = [int(total * weight / whole) for weight in weights]
    found[0] += total - sum(found)
    return found


def order_days(rng: Random, first: int, last: int, orders: int) -> list[int]:
    """Return that many days (ordinals) of one channel, rising; the newest is `last`."""
    earlier = [first + int(rng.random() * (last - first + 1)) for _ in range(orders - 1)]
    return [*sorted(earlier), last]


def order_lines(count: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of `count` customers; the first ones do not depend on `count`."""
    rng = Random(seed + 1)
    number = 0
    for place, customer in enumerate(customers.generate_customers(count, seed)):
        city, region = pick(rng, PLACES)
        gender = GENDERS.draw(rng)
        name = f"Customer {place + 1:06d}"
        liked = customer.categories.strip("[]").split(", ") if customer.categories != "[]" else []
        stores = customer.store_type.split(",")
        fixed = (
            gender,
            date.fromordinal(customer.first_day).isoformat(),
            city,
            region,
            name,
            f"customer{place + 1:06d}@example.com",
        )
        for channel, orders, last, spend in (
            ("", customer.orders_online, customer.last_day_online, customer.cents_online),
            ("Offline", customer.orders_offline, customer.last_day_offline, customer.cents_offline),
        ):
            days = order_days(rng, customer.first_day, last, orders)
            for day, amount in zip(days, shares(rng, spend, orders), strict=True):
                number += 1
                # the newest order of a channel stays, so that the row's days are those of the lines
                status = STATUSES.draw(rng) if day != last else "complete"
                payment = PAYMENT_METHODS.draw(rng)
                lines = LINES_PER_ORDER.draw(rng)
                parts = shares(rng, amount, lines)
                used = channel or customers.LAST_ONLINE_CHANNEL[customer.order_channel].draw(rng)
                for part in parts:
                    discount = part // 10 if customers.happens(rng, DISCOUNT_SHARE) else 0
                    category = pick(rng, liked or CATEGORIES)
                    quantity = QUANTITIES.draw(rng)
                    line = (
                        f"O{number:07d}",
                        date.fromordinal(day).isoformat(),
                        customer.master_id,
                        f"I{int(rng.random() * 400):03d}",
                        str(category),
                        str(quantity),
                        f"{part // 100}.{part % 100:02d}",
                        f"{discount // 100}.{discount % 100:02d}",
                        status,
                        used,
                        str(pick(rng, stores)),
                        payment,
                        *fixed,
                    )
                    yield line
                    returned = day + 1 + int(rng.random() * LONGEST_RETURN_DAYS)
                    if (
                        status == "complete"
                        and customers.happens(rng, RETURN_SHARE)
                        and returned <= customers.ANALYSIS_DAY - customers.MIN_RECENCY_DAYS
                    ):
                        yield (
                            line[0],
                            date.fromordinal(returned).isoformat(),
                            *line[2:8],
                            "returned",
                            *line[9:],
                        )


def csv_text(count: int, seed: int) -> str:
    """Return the whole file: header first, UTF-8, LF line ends."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(order_lines(count, seed))
    return buffer.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(
        description="Write synthetic order lines of the sample's customers."
    )
    parser.add_argument("--customers", type=int, default=DEFAULT_CUSTOMERS)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 if the file is not what would be written",
    )
    options = parser.parse_args(arguments)
    if not 1 <= options.customers <= customers.MAX_ROWS:
        parser.error(f"--customers must be between 1 and {customers.MAX_ROWS}")
    text = csv_text(options.customers, options.seed)
    if options.check:
        found = options.output.read_bytes() if options.output.is_file() else b""
        if found != text.encode():
            print(f"{options.output} is not what the generator makes", file=sys.stderr)
            return 1
        print(f"{options.output} is what the generator makes")
        return 0
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(text.encode())
    lines = text.count("\n") - 1
    print(f"wrote {lines:,} lines of {options.customers:,} customers to {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
