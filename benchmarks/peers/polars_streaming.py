"""The same work in Polars, lazily and on its streaming engine.

Only the needed columns are read, money as exact decimals. One sort by id; ordinal ranks then
break ties by id, as they go by the order of rows. The scored customers are collected once, and
all results are drawn from them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from rules import (
    DAYS_AFTER_THE_LAST_ORDER,
    PROFILE_COLUMNS,
    SCORES,
    Campaign,
    campaigns,
    parse_options,
    segment_of_cell,
)

ENGINE = "streaming"
MONEY = pl.Decimal(18, 2)
ANALYSIS_DATE = pl.col("last_order_date").max() + pl.duration(days=DAYS_AFTER_THE_LAST_ORDER)
TYPES = {
    "last_order_date": pl.Date,
    "order_num_total_ever_online": pl.Float64,
    "order_num_total_ever_offline": pl.Float64,
    "customer_value_total_ever_offline": MONEY,
    "customer_value_total_ever_online": MONEY,
}


def score(metric: str, descending: bool = False) -> pl.Expr:
    """Return the score of a metric: NTILE over its values, then ids, ascending.

    The first `pl.len() % 5` scores have one customer more than the others.
    """
    position = pl.col(metric).rank("ordinal", descending=descending).cast(pl.Int64)
    size, longer = pl.len().cast(pl.Int64) // SCORES, pl.len().cast(pl.Int64) % SCORES
    return pl.sum_horizontal(
        pl.lit(1, pl.Int8),
        *(
            (position > k * size + pl.min_horizontal(pl.lit(k), longer)).cast(pl.Int8)
            for k in range(1, SCORES)
        ),
    )


def segmented(customers: pl.LazyFrame, analysis_date: pl.Expr = ANALYSIS_DATE) -> pl.LazyFrame:
    """Return customers, sorted by id, with the days since the last order, scores and segment."""
    cells = segment_of_cell()
    names = pl.Enum(sorted(set(cells.values())))
    days = (analysis_date - pl.col("last_order_date")).dt.total_days()
    cell = 10 * pl.col("recency_score") + pl.col("frequency_score")
    return (
        customers.with_columns(recency_days=days.cast(pl.Int32))
        .with_columns(
            recency_score=score("recency_days", descending=True),
            frequency_score=score("frequency"),
            monetary_score=score("monetary"),
        )
        .with_columns(segment=cell.replace_strict(cells, return_dtype=names))
    )


def profiles(customers: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row per segment, with the columns of all peers."""
    metrics = ("recency_days", "frequency", "monetary")
    return (
        customers.group_by("segment")
        .agg(
            pl.len().alias("customers"),
            pl.sum("monetary").alias("revenue"),
            pl.col("monetary_score").cast(pl.Int64).sum().alias("total_monetary_score"),
            *(pl.col(one).cast(pl.Float64).mean().alias(f"mean_{one}") for one in metrics),
            *(pl.col(one).cast(pl.Float64).median().alias(f"median_{one}") for one in metrics),
        )
        .select(pl.col("segment").cast(pl.String), *PROFILE_COLUMNS[1:])
        .sort("segment")
    )


def targets(
    customers: pl.LazyFrame, campaign: Campaign, category_lists: Iterable[str | None]
) -> pl.LazyFrame:
    """Return the ids of those that a campaign is for, in the order of the customers.

    Args:
        customers: those to choose from, with segment.
        campaign: whom it is for.
        category_lists: all that there are among them, each once.
    """
    accepted = [text for text in category_lists if text and campaign.accepts(text)]
    minimum = campaign.minimum_average_order_value * pl.col("frequency")
    return customers.filter(
        pl.col("segment").is_in(campaign.segments),
        pl.col("category_list").is_in(accepted),
        pl.col("monetary") >= minimum.cast(MONEY),
    ).select("customer_id")


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    if options.is_parquet:
        extract = pl.scan_parquet(options.input)
    else:
        extract = pl.scan_csv(options.input, schema_overrides=TYPES)

    customers = (
        segmented(
            extract.select(
                customer_id="master_id",
                last_order_date="last_order_date",
                frequency=(
                    pl.col("order_num_total_ever_online") + pl.col("order_num_total_ever_offline")
                ).cast(pl.Int32),
                monetary=pl.col("customer_value_total_ever_offline")
                + pl.col("customer_value_total_ever_online"),
                category_list=pl.col("interested_in_categories_12").cast(pl.Categorical),
            ).sort("customer_id")
        )
        .drop("last_order_date", "recency_score", "frequency_score")
        .collect(engine=ENGINE)
    )

    category_lists = customers["category_list"].unique().cast(pl.String)
    results = [
        profiles(customers.lazy()).sink_csv(options.output / "segment_profiles.csv", lazy=True),
        *(
            targets(customers.lazy(), campaign, category_lists).sink_csv(
                options.output / campaign.file, lazy=True
            )
            for campaign in campaigns()
        ),
    ]
    if options.write_segments:
        results.append(
            customers.lazy()
            .select("customer_id", "segment")
            .sink_csv(options.output / "customer_segments.csv", lazy=True)
        )
    pl.collect_all(results, engine=ENGINE)


if __name__ == "__main__":
    main()
