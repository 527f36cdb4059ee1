"""Order lines in DuckDB, by hand: segments as of the analysis date, and of every month's end.

One process and a few tables in memory. Lines become what each customer adds in orders and spend in
each period, and that the customer's state as of the period's end. With ``--history`` a period is a
month, and one more ends on the analysis date; without it there is only that one.

Customers are numbered by their ids. A metric and that number make one whole number, so that no two
customers tie, and NTILE's four cut points of a date are order statistics of it: no customers are
sorted, and a score is a comparison with four constants. Nothing else is checked, kept or described.
"""

from __future__ import annotations

from datetime import date

import duckdb

from duckdb_fused import write, write_profiles
from rules import (
    DAYS_AFTER_THE_LAST_ORDER,
    MIGRATION_COLUMNS,
    NEW,
    Options,
    parse_options,
    score_boundaries,
    segment_of_cell,
    statuses,
)

# Room for the numbers of the customers behind a metric.
NUMBERS = 2**26
# What each score goes by, such that higher is better, as a whole number.
KEYS = {
    "recency_key": "last_order_date - date '1970-01-01'",
    "frequency_key": "cast(frequency as bigint)",
    "monetary_key": "cast(monetary * 100 as bigint)",
}


def read(connection: duckdb.DuckDBPyConnection, options: Options) -> None:
    """Make the tables `customers`, numbered by id, and `lines`, what is ignored apart."""
    reader = "read_parquet(?)" if options.is_parquet else "read_csv(?, all_varchar = true)"
    connection.execute(
        f"""
        create temp table texts as
        select
            order_id,
            customer_id,
            cast(order_date as date) as day,
            coalesce(lower(status) in {tuple(statuses("refunded"))}, false) as is_refunded,
            is_refunded or coalesce(lower(status) in {tuple(statuses("negative"))}, false)
                as is_return,
            cast(amount as decimal(18, 2)) as amount
        from {reader}
        where coalesce(lower(status) not in {tuple(statuses("ignore"))}, true)
        """,
        [options.input],
    )
    connection.execute(
        """
        create temp table customers as
        select customer_id, cast(row_number() over (order by customer_id) as integer) as customer
        from (select distinct customer_id from texts);

        create temp table lines as
        select
            customer,
            order_id,
            day,
            not (is_return or amount < 0) as is_counted,
            case when is_counted then amount else -abs(amount) end as amount
        from texts
        inner join customers using (customer_id)
        -- a refund takes back what its order sold; of one that stands alone nothing is left
        where
            not is_refunded
            or order_id in (select order_id from texts where not is_return and amount > 0);

        drop table texts;
        """
    )


def add_up(connection: duckdb.DuckDBPyConnection, options: Options) -> list[date]:
    """Make the table `states` of customers, each valid for some periods; return the periods' ends.

    An order counts once, on the first day on which something of it does; an amount on its own day.
    """
    (first_day, analysis_date, months) = connection.execute(
        f"""
        select
            min(day) filter (is_counted) as first_day,
            max(day) + {DAYS_AFTER_THE_LAST_ORDER} as analysis_date,
            date_diff('month', first_day, analysis_date)
        from lines
        """
    ).fetchone()
    last_period = months if options.history else 0
    connection.execute(
        """
        create temp table states as
        with
        orders as (
            select customer, min(day) as day
            from lines
            where is_counted
            group by customer, order_id
        ),
        added as (
            select customer, day, count(*) as orders, 0.00 as spend, day as order_date
            from orders
            group by customer, day
            union all
            select customer, day, 0, sum(amount), null
            from lines
            group by customer, day
        ),
        added_up as (
            select
                customer,
                greatest(0, least($last, date_diff('month', $first_day, day))) as period,
                sum(orders) as orders,
                sum(spend) as spend,
                max(order_date) as order_date
            from added
            group by all
        )
        select
            customer,
            period,
            lead(period, 1, $last + 1) over by_period as next_period,
            cast(sum(orders) over by_period as integer) as frequency,
            cast(sum(spend) over by_period as decimal(18, 2)) as monetary,
            max(order_date) over by_period as last_order_date
        from added_up
        window by_period as (partition by customer order by period)
        """,
        {"last": last_period, "first_day": first_day},
    )
    ends = connection.execute(
        "select last_day(date_add($day, to_months(cast(unnest(range($last)) as integer))))",
        {"day": first_day, "last": last_period},
    ).fetchall()
    return [*(end for (end,) in ends), analysis_date]


def put_into_segments(connection: duckdb.DuckDBPyConnection, period: int) -> str:
    """Make a table of all who have ordered by the end of a period and return its name."""
    keys = ", ".join(f"({value}) * {NUMBERS} + customer as {name}" for name, value in KEYS.items())
    connection.execute(
        f"""
        create or replace temp table measured as
        select *, {keys}
        from (
            select customer, last_order_date, frequency, monetary
            from states
            where period <= {period} and next_period > {period} and frequency > 0
        )
        """
    )
    (customers,) = connection.execute("select count(*) from measured").fetchone()
    # Halfway between two positions, so that no rounding can change the one that is meant.
    shares = [(boundary - 0.5) / customers for boundary in score_boundaries(customers)]
    cuts = connection.execute(
        f"select {', '.join(f'quantile_disc({name}, {shares})' for name in KEYS)} from measured"
    ).fetchone()
    scores = [
        " + ".join(["cast(1 as utinyint)", *(f"cast({name} > {cut} as utinyint)" for cut in found)])
        for name, found in zip(KEYS, cuts, strict=True)
    ]
    connection.execute(
        f"""
        create temp table scored_{period} as
        select
            customer, last_order_date, frequency, monetary, segment,
            {scores[2]} as monetary_score
        from measured
        inner join cells on cell = 10 * ({scores[0]}) + ({scores[1]})
        """
    )
    return f"scored_{period}"


def add_migrations(
    connection: duckdb.DuckDBPyConnection, before: str, after: str, as_of_date: date
) -> None:
    """Add the moves between two dates to the table `migrations`. Who has ordered never leaves."""
    connection.execute(
        f"""
        insert into migrations
        select
            $as_of_date, coalesce(before.segment, '{NEW}'), after.segment, count(*), sum(monetary)
        from {after} as after
        left join (select customer, segment from {before}) as before using (customer)
        group by all
        """,
        {"as_of_date": as_of_date},
    )


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    connection = duckdb.connect(config={"preserve_insertion_order": False})
    names = ", ".join(f"'{name}'" for name in sorted(set(segment_of_cell().values())))
    connection.execute(
        f"""
        create type segments as enum ({names});
        create temp table cells (cell utinyint, segment segments);
        create temp table migrations (
            as_of_date date, from_segment varchar, to_segment varchar, customers bigint,
            revenue decimal(28, 2)
        );
        """
    )
    connection.executemany("insert into cells values (?, ?)", list(segment_of_cell().items()))
    read(connection, options)
    *month_ends, analysis_date = add_up(connection, options)

    before = None
    for period, as_of_date in enumerate(month_ends):
        after = put_into_segments(connection, period)
        if before:
            add_migrations(connection, before, after, as_of_date)
            connection.execute(f"drop table {before}")
        before = after
    scored = put_into_segments(connection, len(month_ends))

    write_profiles(connection, scored, f"date '{analysis_date}'", options)
    if options.history:
        columns = ", ".join(MIGRATION_COLUMNS)
        rows = f"select {columns} from migrations order by as_of_date, from_segment, to_segment"
        write(connection, rows, options, "segment_migrations.csv")
    if options.write_segments:
        write(
            connection,
            f"""
            select customer_id, segment from {scored}
            inner join customers using (customer)
            order by customer_id
            """,
            options,
            "customer_segments.csv",
        )


if __name__ == "__main__":
    main()
