"""Write any number of synthetic customers in the 13-column FLO layout, as CSV or Parquet.

Two generators, two ends. ``scripts/generate_flo_customers.py`` draws the shipped sample from
distribution tables, row by row in Python, so that its shape can be held against the real
extract. This one makes that sample larger, in SQL and some hundred times faster: customer
``i`` (0, 1, 2, ...) is row ``i`` modulo the sample's size, with an id and amounts of its own.
Dates, order counts, channels, categories and store types stay, and with them the share of
customers that tie in order counts, which is what makes exact scores dear. The sample spans
some 2,000 days of last orders, so recency ties too; the amounts hardly do.

* id: MD5 of ``i`` in the form of a UUID, so the order of ids is unrelated to that of the file.
* amounts in TL: the sample's plus 0 to 100.06 in shops and 0 to 200.10 online, by two
  multiplicative hashes of ``i`` (Knuth, The Art of Computer Programming 3, 6.4). Whole cents,
  never a float.

The bytes depend on the arguments and the seed file only: no clock, no random number, and rows
in the order of ``i``. So the first rows of a larger CSV file
are a smaller one. (The bytes of a Parquet file are those of one DuckDB version.)

``--day 1`` is the extract of the following day: of every hundred customers one (by a third
such hash) has ordered once more, in the channel of the last order, for 20.00 to 219.99 TL, and one
new customer per 2,000 has come; nothing else differs. ``--changes-only`` writes only those.

No row is rejected by the project's rules (``macros/checking/rejection_reasons.sql``).

Usage:
    python benchmarks/generate.py --rows 10000000 --format csv --output customers.csv
    python benchmarks/generate.py --rows 1000000 --format parquet --output day_1.parquet --day 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "flo_customers.csv"
CUSTOMERS_PER_CHANGE = 100
CUSTOMERS_PER_NEW_ONE = 2_000

FILE_OPTIONS = {
    "csv": "format csv, header true",
    "parquet": "format parquet, compression zstd",
}

COLUMNS = {
    "master_id": "varchar",
    "order_channel": "varchar",
    "last_order_channel": "varchar",
    "first_order_date": "date",
    "last_order_date": "date",
    "last_order_date_online": "date",
    "last_order_date_offline": "date",
    "order_num_total_ever_online": "double",  # written 4.0, as in the extract
    "order_num_total_ever_offline": "double",
    "customer_value_total_ever_offline": "decimal(18, 2)",
    "customer_value_total_ever_online": "decimal(18, 2)",
    "interested_in_categories_12": "varchar",
    "store_type": "varchar",
}

CUSTOMERS = """
with

hashed as (

    select
        range as customer_number,
        md5(cast(range as varchar)) as id_hash,
        customer_number * 2654435761 % 4294967296 // 65536 as offline_hash,
        customer_number * 2246822519 % 4294967296 // 65536 as online_hash,
        customer_number * 3266489917 % 4294967296 // 65536 as day_hash

    from range({numbers})

),

customers as (

    select
        hashed.customer_number,
        hashed.day_hash % {customers_per_change} = 0
        and hashed.customer_number < {rows} as has_ordered_again,
        cast(hashed.online_hash % 20000 + 2000 as decimal(18, 0)) * 0.01 as new_spend,
        sample.last_order_channel = 'Offline' as is_last_offline,
        concat_ws(
            '-', id_hash[1:8], id_hash[9:12], id_hash[13:16], id_hash[17:20], id_hash[21:32]
        ) as master_id,
        sample.* exclude (
            sample_number,
            master_id,
            customer_value_total_ever_offline,
            customer_value_total_ever_online
        ),
        sample.customer_value_total_ever_offline
        + cast(hashed.offline_hash % 10007 as decimal(18, 0)) * 0.01
            as customer_value_total_ever_offline,
        sample.customer_value_total_ever_online
        + cast(hashed.online_hash % 20011 as decimal(18, 0)) * 0.01
            as customer_value_total_ever_online

    from hashed

    inner join sample
        on hashed.customer_number % {sample_rows} = sample.sample_number

),
"""

DAYS = {
    0: """
extract as (

    select * from customers

)
""",
    1: """
next_day as (

    select max(last_order_date) + 1 as next_day from sample

),

extract as (

    select
        customers.* replace (
            case when has_ordered_again then next_day else last_order_date end
                as last_order_date,
            case
                when has_ordered_again and not is_last_offline then next_day
                else last_order_date_online
            end as last_order_date_online,
            case
                when has_ordered_again and is_last_offline then next_day
                else last_order_date_offline
            end as last_order_date_offline,
            order_num_total_ever_online
            + case when has_ordered_again and not is_last_offline then 1 else 0 end
                as order_num_total_ever_online,
            order_num_total_ever_offline
            + case when has_ordered_again and is_last_offline then 1 else 0 end
                as order_num_total_ever_offline,
            customer_value_total_ever_offline
            + case when has_ordered_again and is_last_offline then new_spend else 0 end
                as customer_value_total_ever_offline,
            customer_value_total_ever_online
            + case when has_ordered_again and not is_last_offline then new_spend else 0 end
                as customer_value_total_ever_online
        )

    from customers

    cross join next_day

    where not {changes_only} or has_ordered_again or customer_number >= {rows}

)
""",
}

LAYOUT = f"""
select {", ".join(f"cast({name} as {form}) as {name}" for name, form in COLUMNS.items())}

from extract
"""


def generate(
    rows: int, file_format: str, output: Path, day: int = 0, changes_only: bool = False
) -> int:
    """Write one extract and return the number of its rows.

    Args:
        rows: customers on day 0.
        file_format: `csv` or `parquet`; a Parquet file has the types of `COLUMNS`.
        output: the file, written over if it is there; its folder is made.
        day: 0, or 1 for the day after.
        changes_only: of day 1, only customers that changed or are new.

    Raises:
        duckdb.IOException: the file cannot be written.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    target = str(output).replace("'", "''")
    with duckdb.connect() as connection:
        # The rows come in the order of the numbers because one thread goes through them and looks
        # up the sample for each. Several threads, or a join the other way round, would shuffle
        # them. Sorting a full extract would take longer than a second thread saves; the few
        # changes are sorted, as a filter shuffles them too.
        connection.execute("set threads = 1")
        connection.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
        connection.execute(
            "create temp table sample as select row_number() over () - 1 as sample_number, *"
            f" from read_csv(?, header = true, auto_detect = false, columns = {COLUMNS})",
            [str(SAMPLE)],
        )
        (sample_rows,) = connection.execute("select count(*) from sample").fetchone()
        query = (CUSTOMERS + DAYS[day] + LAYOUT).format(
            rows=rows,
            numbers=rows + (rows // CUSTOMERS_PER_NEW_ONE if day else 0),
            sample_rows=sample_rows,
            changes_only=changes_only,
            customers_per_change=CUSTOMERS_PER_CHANGE,
        )
        if changes_only:
            query += "order by customer_number"
        copied = connection.execute(f"copy ({query}) to '{target}' ({FILE_OPTIONS[file_format]})")
        return copied.fetchone()[0]


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; exits with code 2 and a message if it makes no sense."""
    parser = argparse.ArgumentParser(description="Write customers in the FLO layout.")
    parser.add_argument("--rows", type=int, required=True, help="customers on day 0")
    parser.add_argument("--format", choices=sorted(FILE_OPTIONS), required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--day", type=int, choices=sorted(DAYS), default=0)
    parser.add_argument("--changes-only", action="store_true", help="of day 1, what is new in it")
    options = parser.parse_args(arguments)
    if options.rows < 1:
        parser.error("--rows must be 1 or more")
    if options.changes_only and not options.day:
        parser.error("--changes-only goes with --day 1: there is nothing before day 0")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one extract as the command line says."""
    options = parse_arguments(arguments)
    rows = generate(options.rows, options.format, options.output, options.day, options.changes_only)
    print(f"{options.output}: {rows:,} synthetic customers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
