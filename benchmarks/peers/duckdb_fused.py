"""The same work in DuckDB, fused by hand: what the machine can do, the yardstick of the others.

One process, one table in memory with the few values that are needed, and no sort of all
customers. NTILE needs four cut points per metric and not everybody's rank, so they are found
in the counts per value. Where customers with equal values fall on both sides of a cut, the id
of the last one on the low side is an order statistic of the tied ids. A score is then a
comparison with four constants. Nothing else is checked, kept or described.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from rules import (
    DAYS_AFTER_THE_LAST_ORDER,
    PROFILE_COLUMNS,
    Options,
    campaigns,
    parse_options,
    score_boundaries,
    segment_of_cell,
)

CSV_COLUMNS = {
    "master_id": "varchar",
    "order_channel": "varchar",
    "last_order_channel": "varchar",
    "first_order_date": "varchar",
    "last_order_date": "date",
    "last_order_date_online": "varchar",
    "last_order_date_offline": "varchar",
    "order_num_total_ever_online": "double",
    "order_num_total_ever_offline": "double",
    "customer_value_total_ever_offline": "decimal(11, 2)",
    "customer_value_total_ever_online": "decimal(11, 2)",
    "interested_in_categories_12": "varchar",
    "store_type": "varchar",
}

# What each score goes by, such that higher is better.
METRICS = {"recency": "last_order_date", "frequency": "frequency", "monetary": "monetary"}


class Cut(NamedTuple):
    """Where one score ends and the next begins.

    Customers with `value` have the lower score up to and with `customer_id`; all of them have
    it if that is None.
    """

    value: str
    customer_id: str | None


def read(connection: duckdb.DuckDBPyConnection, options: Options) -> None:
    """Make the table `customers`."""
    reader = "read_parquet(?)"
    if not options.is_parquet:
        reader = f"read_csv(?, columns = {CSV_COLUMNS}, header = true, auto_detect = false)"
    connection.execute(
        f"""
        create temp table customers as
        select
            master_id as customer_id,
            last_order_date,
            cast(order_num_total_ever_online + order_num_total_ever_offline as integer)
                as frequency,
            cast(
                customer_value_total_ever_offline + customer_value_total_ever_online
                as decimal(12, 2)
            ) as monetary,
            interested_in_categories_12 as category_list
        from {reader}
        """,
        [options.input],
    )


def find_cuts(connection: duckdb.DuckDBPyConnection, column: str) -> list[Cut]:
    """Return the four cut points of a column of `METRICS`."""
    (customers,) = connection.execute("select count(*) from customers").fetchone()
    found = connection.execute(
        f"""
        with
        value_counts as (
            select {column} as value, count(*) as holders from customers group by value
        ),
        running as (
            select *, sum(holders) over (order by value) as up_to from value_counts
        )
        select
            boundary,
            cast(value as varchar) as value,
            holders,
            holders - up_to + boundary as holders_below
        from running
        inner join (select unnest($boundaries) as boundary) as boundaries
            on boundary > up_to - holders and boundary <= up_to
        order by boundary
        """,
        {"boundaries": score_boundaries(customers)},
    ).fetchall()

    # Halfway between two positions, so that no rounding can change the one that is meant.
    shares = {
        (value, below): (below - 0.5) / holders
        for _, value, holders, below in found
        if below < holders
    }
    ids: dict[tuple[str, int], str] = {}
    for value in {value for value, _ in shares}:
        wanted = [key for key in shares if key[0] == value]
        (tied_ids,) = connection.execute(
            f"select quantile_disc(customer_id, {[shares[key] for key in wanted]})"
            f" from customers where {column} = {literal(value)}"
        ).fetchone()
        ids.update(zip(wanted, tied_ids, strict=True))
    return [Cut(value, ids.get((value, below))) for _, value, _, below in found]


def score(column: str, cuts: list[Cut]) -> str:
    """Return the SQL of a score: 1 and one for every cut point that a customer is above."""
    terms = []
    for cut in cuts:
        above = f"{column} > {literal(cut.value)}"
        if cut.customer_id is not None:
            above = (
                f"case when {column} = {literal(cut.value)}"
                f" then customer_id > {literal(cut.customer_id)} else {above} end"
            )
        terms.append(f"cast({above} as utinyint)")
    return " + ".join(["cast(1 as utinyint)", *terms])


def literal(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def write(connection: duckdb.DuckDBPyConnection, query: str, options: Options, file: str) -> None:
    """Write a query's rows as CSV."""
    connection.execute(
        f"copy ({query}) to {literal(str(options.output / file))} (format csv, header true)"
    )


def write_profiles(
    connection: duckdb.DuckDBPyConnection, scored: str, analysis_date: str, options: Options
) -> None:
    """Write the profiles of the segments of a relation, as of a day that is given as SQL."""
    days = f"({analysis_date} - last_order_date)"
    write(
        connection,
        f"""
        with
        profiles as (
            select
                segment,
                count(*) as customers,
                sum(monetary) as revenue,
                sum(monetary_score) as total_monetary_score,
                avg({days}) as mean_recency_days,
                median({days}) as median_recency_days,
                avg(frequency) as mean_frequency,
                median(frequency) as median_frequency,
                avg(monetary) as mean_monetary,
                median(cast(monetary as decimal(18, 4))) as median_monetary
            from {scored}
            group by segment
        )
        select {", ".join(PROFILE_COLUMNS)} from profiles order by segment
        """,
        options,
        "segment_profiles.csv",
    )


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    connection = duckdb.connect(config={"preserve_insertion_order": False})
    read(connection, options)

    scores = {
        metric: score(column, find_cuts(connection, column)) for metric, column in METRICS.items()
    }
    connection.execute("create temp table cells (cell utinyint, segment varchar)")
    connection.executemany("insert into cells values (?, ?)", list(segment_of_cell().items()))
    connection.execute(
        f"""
        create temp view scored as
        select
            customers.*,
            cells.segment,
            {scores["monetary"]} as monetary_score
        from customers
        inner join cells
            on cells.cell = 10 * ({scores["recency"]}) + ({scores["frequency"]})
        """
    )
    last_day = "(select max(last_order_date) from customers)"
    write_profiles(connection, "scored", f"{last_day} + {DAYS_AFTER_THE_LAST_ORDER}", options)
    category_lists = connection.execute("select distinct category_list from customers").fetchall()
    for campaign in campaigns():
        accepted = [row[0] for row in category_lists if campaign.accepts(row[0])]
        write(
            connection,
            f"""
            select customer_id from scored
            where category_list in {tuple(accepted)}
                and monetary >= {campaign.minimum_average_order_value} * frequency
                and segment in {campaign.segments}
            order by customer_id
            """,
            options,
            campaign.file,
        )
    if options.write_segments:
        write(
            connection,
            "select customer_id, segment from scored order by customer_id",
            options,
            "customer_segments.csv",
        )


if __name__ == "__main__":
    main()
