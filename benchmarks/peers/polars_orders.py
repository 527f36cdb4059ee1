"""Order lines in Polars: segments as of the analysis date, and of every month's end.

The way is that of ``duckdb_orders``: lines become what each customer adds in each period, and that
the customer's state. Customers are categories while lines are added up, and sorted by id before
they are scored, so that ordinal ranks break ties by id.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import polars as pl

from polars_streaming import ENGINE, MONEY, profiles, segmented
from rules import (
    DAYS_AFTER_THE_LAST_ORDER,
    MIGRATION_COLUMNS,
    NEW,
    Options,
    parse_options,
    statuses,
)

TYPES = {"order_date": pl.Date, "amount": MONEY, "discount": pl.String, "quantity": pl.String}


def read(options: Options) -> pl.LazyFrame:
    """Return the lines, those that are ignored apart."""
    if options.is_parquet:
        lines = pl.scan_parquet(options.input)
    else:
        lines = pl.scan_csv(options.input, schema_overrides=TYPES)
    status, amount = pl.col("status").str.to_lowercase(), pl.col("amount")
    is_refunded = status.is_in(statuses("refunded")).fill_null(False)
    is_return = status.is_in(statuses("negative")).fill_null(False) | is_refunded | (amount < 0)
    read_lines = (
        lines.filter(~status.is_in(statuses("ignore")).fill_null(False))
        .select(
            pl.col("customer_id").cast(pl.Categorical),
            "order_id",
            day="order_date",
            is_refunded=is_refunded,
            is_counted=~is_return,
            amount=pl.when(is_return).then(-amount.abs()).otherwise(amount).cast(MONEY),
        )
        .collect(engine=ENGINE)
        .lazy()
    )
    # a refund takes back what its order sold; of one that stands alone nothing is left
    refunds = read_lines.filter("is_refunded")
    sold = read_lines.filter(pl.col("is_counted"), pl.col("amount") > 0)
    return pl.concat(
        [
            read_lines.filter(~pl.col("is_refunded")),
            refunds.join(sold, on="order_id", how="semi"),
        ]
    ).drop("is_refunded")


def add_up(lines: pl.LazyFrame, options: Options) -> tuple[pl.LazyFrame, list[date]]:
    """Return the states of the customers, each valid for some periods, and the periods' ends.

    An order counts once, on the first day on which something of it does; an amount on its own day.
    """
    day = pl.col("day")
    first_day, last_day = (
        lines.select(first=day.filter("is_counted").min(), last=day.max()).collect().row(0)
    )
    analysis_date = last_day + timedelta(DAYS_AFTER_THE_LAST_ORDER)
    months = 12 * (analysis_date.year - first_day.year) + analysis_date.month - first_day.month
    last_period = months if options.history else 0
    month = 12 * (day.dt.year() - first_day.year) + day.dt.month() - first_day.month
    period = month.clip(0, last_period).alias("period")

    added_up = pl.concat(
        [
            lines.filter("is_counted")
            .group_by("customer_id", "order_id")
            .agg(day.min())
            .group_by("customer_id", period)
            .agg(orders=pl.len().cast(pl.Int32), spend=pl.lit(0, MONEY), last_order_date=day.max()),
            lines.group_by("customer_id", period).agg(
                orders=pl.lit(0, pl.Int32),
                spend=pl.sum("amount"),
                last_order_date=pl.lit(None, pl.Date),
            ),
        ]
    )
    states = (
        added_up.group_by("customer_id", "period")
        .agg(pl.sum("orders", "spend"), pl.max("last_order_date"))
        .with_columns(pl.col("customer_id").cast(pl.String))
        .sort("customer_id", "period")
        .select(
            "customer_id",
            "period",
            next_period=pl.col("period").shift(-1).over("customer_id").fill_null(last_period + 1),
            frequency=pl.col("orders").cum_sum().over("customer_id"),
            monetary=pl.col("spend").cum_sum().over("customer_id"),
            last_order_date=pl.col("last_order_date").cum_max().forward_fill().over("customer_id"),
        )
    )
    ends = [
        date(year, month + 1, monthrange(year, month + 1)[1])
        for year, month in (
            divmod(12 * first_day.year + first_day.month - 1 + number, 12)
            for number in range(last_period)
        )
    ]
    return states.collect(engine=ENGINE).lazy(), [*ends, analysis_date]


def put_into_segments(states: pl.LazyFrame, period: int, end: date) -> pl.LazyFrame:
    """Return all who have ordered by the end of a period."""
    is_valid = (pl.col("period") <= period) & (pl.col("next_period") > period)
    customers = states.filter(is_valid, pl.col("frequency") > 0).drop("period", "next_period")
    return segmented(customers, pl.lit(end)).collect(engine=ENGINE).lazy()


def migrations(before: pl.LazyFrame, after: pl.LazyFrame, as_of_date: date) -> pl.LazyFrame:
    """Return the moves between two dates. Who has ordered never leaves."""
    segment = pl.col("segment").cast(pl.String)
    return (
        after.select("customer_id", "monetary", to_segment=segment)
        .join(before.select("customer_id", from_segment=segment), on="customer_id", how="left")
        .group_by(pl.col("from_segment").fill_null(NEW), "to_segment")
        .agg(customers=pl.len(), revenue=pl.sum("monetary"))
        .select(pl.lit(as_of_date).alias("as_of_date"), *MIGRATION_COLUMNS[1:])
        .sort("from_segment", "to_segment")
    )


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    states, ends = add_up(read(options), options)
    moves = []
    before = None
    for period, end in enumerate(ends):
        customers = put_into_segments(states, period, end)
        if before is not None and period < len(ends) - 1:
            moves.append(migrations(before, customers, end).collect(engine=ENGINE))
        before = customers
    profiles(customers).sink_csv(options.output / "segment_profiles.csv", engine=ENGINE)
    if options.history:
        pl.concat(moves).write_csv(options.output / "segment_migrations.csv")
    if options.write_segments:
        rows = customers.select("customer_id", "segment")
        rows.sink_csv(options.output / "customer_segments.csv", engine=ENGINE)


if __name__ == "__main__":
    main()
