"""Write any number of synthetic order lines in the plain layout, as CSV or Parquet.

``scripts/generate_order_lines.py`` draws the shipped sample line by line in Python. This one writes
lines of the same columns, but for the personal ones, for extracts as large as those of
``generate.py``: everything in line ``i`` (0, 1, 2, ...) is reckoned from ``i`` in SQL, in whole
numbers. What is drawn comes from the MD5 of the number of a line, an order or a customer.

* Lines come in blocks of 34: 24 orders of one to three lines, and one line, with the status
  ``returned``, that takes back a line of the 30 days before. Of a hundred orders 2.5 are
  ``canceled`` and two a ``refund``.
* Days: 24 months, June 2019 to May 2021, as many lines each, rising in the file.
* Customers: one for every 20 lines. A third is there from the first day, the others appear one
  after the other, and who appeared lately buys more often. Of sixteen who appear together one does
  half of the buying and another a sixtieth, so that there are customers with many orders and with
  one, lately seen and long gone. Of the last ones some have not bought yet.

The bytes depend on the arguments only: no clock, no random number, and lines in the order of ``i``.
(The bytes of a Parquet file are those of one DuckDB version.) No line is rejected by the project's
rules (``macros/orders/order_rejection_reasons.sql``).

Usage:
    python benchmarks/generate_orders.py --rows 10000000 --format csv --output orders.csv
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from generate import FILE_OPTIONS

LINES_PER_CUSTOMER = 20
FIRST_DAY, DAYS = "2019-06-01", 731
LONGEST_RETURN_DAYS = 30
# How many lines each order of a block has; one more line takes something back.
LINES_PER_ORDER = 17 * (1,) + 5 * (2,) + 2 * (3,)
ORDERS, LINES = len(LINES_PER_ORDER), sum(LINES_PER_ORDER) + 1
ORDER_OF_PLACE = [order for order, lines in enumerate(LINES_PER_ORDER) for _ in range(lines)]

STATUSES = ["canceled"] * 25 + ["refund"] * 20 + ["complete"] * 955
CATEGORIES = ["AKTIFCOCUK", "AKTIFSPOR", "COCUK", "ERKEK", "KADIN"]
CHANNELS = ["Android App", "Desktop", "Ios App", "Mobile", "Mobile", *["Offline"] * 3]
PAYMENT_METHODS = ["bank_transfer", "cash", "credit_card", "credit_card", "wallet"]
CITIES = ["Istanbul", "Bursa", "Ankara", "Konya", "Izmir", "Antalya", "Adana", "Trabzon"]
REGIONS = [
    *("Marmara", "Marmara", "Central Anatolia", "Central Anatolia"),
    *("Aegean", "Mediterranean", "Mediterranean", "Black Sea"),
]


def draw(text: str) -> str:
    """Return SQL of 63 bits of the MD5 of a text, as a whole number."""
    return f"cast(md5_number_lower({text}) // 2 as bigint)"


def chosen(values: Sequence[str | int], number: str) -> str:
    """Return SQL of one of some values, told by a whole number."""
    return f"{list(values)}[{number} % {len(values)} + 1]"


def squared(number: str, bits: int) -> str:
    """Return SQL of the square of a share, which is written as a number of some bits."""
    return f"({number} * {number} // {2**bits})"


# Each draw of a hash takes bits of its own: `// 2**n` drops those that others take.
QUERY = f"""
with

placed as (

    select
        range // {LINES} as block,
        range % {LINES} as place,
        {draw("'line ' || range")} as drawn,
        place = {LINES - 1} as is_last,
        is_last and block >= {{longest_return}} as is_return

    from range({{rows}})

),

-- all but the day and the status is that of the line that is taken back
sources as (

    select
        block * {DAYS} // {{blocks}} as day,
        is_return,
        case when is_return then block - 1 - drawn % {{longest_return}} else block end
            as source_block,
        case when is_last then drawn // {2**32} % {LINES - 1} else place end as source_place,
        source_block * {ORDERS} + {chosen(ORDER_OF_PLACE, "source_place")} as order_number,
        {draw(f"'line ' || (source_block * {LINES} + source_place)")} as line_draw,
        {draw("'order ' || order_number")} as order_draw

    from placed

),

-- groups of sixteen customers have appeared one after the other; of a square, and more so of a
-- fourth power, most values are small: the age of the group, and the place of the customer in it
positions as (

    select
        *,
        {{groups}} * (2 * source_block + {{blocks}}) // (3 * {{blocks}}) as groups_there,
        {squared(f"(order_draw % {2**24})", 24)} as age,
        {squared(squared(f"(order_draw // {2**24} % {2**16})", 16), 16)} as rank_in_group,
        order_draw // {2**40} as other_order_draw

    from sources

),

bought as (

    select
        *,
        16 * (groups_there - 1 - groups_there * age // {2**24}) + 16 * rank_in_group // {2**16}
            as customer_number,
        md5('customer ' || customer_number) as customer_hash,
        {draw("'customer ' || customer_number")} as customer_draw,
        1000 + {squared(f"(line_draw % {2**16})", 16)} * 59000 // {2**16} as cents

    from positions

)

select
    'O' || lpad(cast(order_number as varchar), 9, '0') as order_id,
    date '{FIRST_DAY}' + cast(day as integer) as order_date,
    concat_ws(
        '-',
        customer_hash[1:8], customer_hash[9:12], customer_hash[13:16], customer_hash[17:20],
        customer_hash[21:32]
    ) as customer_id,
    'I' || lpad(cast(line_draw // {2**16} % 400 as varchar), 3, '0') as item_id,
    {chosen(CATEGORIES, f"(line_draw // {2**26})")} as category,
    {chosen([1] * 8 + [2, 3], f"(line_draw // {2**32})")} as quantity,
    cast(cents as decimal(18, 0)) * 0.01 as amount,
    cast(case when line_draw // {2**40} % 5 = 0 then cents // 10 else 0 end as decimal(18, 0))
    * 0.01 as discount,
    case when is_return then 'returned' else {chosen(STATUSES, "other_order_draw")} end as status,
    {chosen(CHANNELS, f"(other_order_draw // {2**10})")} as channel,
    {chosen("AAAB", f"(other_order_draw // {2**13})")} as store,
    {chosen(PAYMENT_METHODS, f"(other_order_draw // {2**15})")} as payment_method,
    {chosen("FFM", f"(customer_draw // {2**8})")} as gender,
    {chosen(CITIES, "customer_draw")} as city,
    {chosen(REGIONS, "customer_draw")} as region

from bought
"""


def generate_orders(rows: int, file_format: str, output: Path) -> int:
    """Write order lines and return their number.

    Args:
        rows: how many lines.
        file_format: `csv` or `parquet`; a Parquet file has dates and numbers as such.
        output: the file, written over if it is there; its folder is made.

    Raises:
        duckdb.IOException: the file cannot be written.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    target = str(output).replace("'", "''")
    blocks = -(-rows // LINES)
    query = QUERY.format(
        rows=rows,
        blocks=blocks,
        groups=max(3, rows // LINES_PER_CUSTOMER // 16),
        longest_return=max(1, blocks * LONGEST_RETURN_DAYS // DAYS),
    )
    with duckdb.connect() as connection:
        copied = connection.execute(f"copy ({query}) to '{target}' ({FILE_OPTIONS[file_format]})")
        return copied.fetchone()[0]


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; exits with code 2 and a message if it makes no sense."""
    parser = argparse.ArgumentParser(description="Write order lines in the plain layout.")
    parser.add_argument("--rows", type=int, required=True, help="order lines")
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    if options.rows < 1:
        parser.error("--rows must be 1 or more")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Write order lines as the command line says."""
    options = parse_arguments(arguments)
    rows = generate_orders(options.rows, options.format, options.output)
    print(f"{options.output}: {rows:,} synthetic order lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
