"""Like work in Polars: what the project checks and keeps too, in files beside the results.

All thirteen columns are read as text and parsed, money as exact decimals, and every row is judged
by the reasons of ``macros/checking/rejection_reasons.sql``. Kept are

* ``customers.parquet``: all customers, with what the extract says of them, scores, segment and
  average order value;
* ``rejected_customers.parquet``: the rejected rows as they came, with their reasons;
* ``channel_profiles.csv`` and ``category_profiles.csv``: customers, orders and revenue of each.

As in the project, one strict parse and one quick condition let nearly every row pass. Only the
others, and those whose id is repeated, are parsed with patience and asked for every reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from polars_streaming import ENGINE, MONEY, profiles, segmented, targets
from rules import Options, campaigns, parse_options

# Our names in the order of the extract, and its own.
COLUMNS = {
    "customer_id": "master_id",
    "order_channel": "order_channel",
    "last_order_channel": "last_order_channel",
    "first_order_date": "first_order_date",
    "last_order_date": "last_order_date",
    "last_online_order_date": "last_order_date_online",
    "last_offline_order_date": "last_order_date_offline",
    "online_order_count": "order_num_total_ever_online",
    "offline_order_count": "order_num_total_ever_offline",
    "offline_spend": "customer_value_total_ever_offline",
    "online_spend": "customer_value_total_ever_online",
    "category_list": "interested_in_categories_12",
    "store_company_list": "store_type",
}
DATES = tuple(name for name in COLUMNS if name.endswith("_date"))
COUNTS = tuple(name for name in COLUMNS if name.endswith("_count"))
SPENDS = tuple(name for name in COLUMNS if name.endswith("_spend"))
LISTS = ("category_list", "store_company_list")
CHANNEL_KINDS = ("order_channel", "last_order_channel")
ATTRIBUTES = (*CHANNEL_KINDS, *LISTS)
CHANNELS = ("online", "offline")

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
LARGEST = 999_999_999
COUNT = pl.Int32
# Room for twenty digits before the point and eighteen behind it.
ANY_NUMBER = pl.Decimal(38, 18)
# A point that may part thousands as well as decimals.
TWO_READINGS = r"^[+-]?[1-9][0-9]{0,2}[.][0-9]{3}$"
CENT = Decimal("0.01")

ID_PATTERN = "^[0-9A-Za-z][ -~]*$"
COUNT_PATTERN = "^[0-9]{1,9}([.]0*)?$"
SPEND_PATTERN = "^[0-9]{1,9}([.][0-9]{0,2}0*)?$"
NUMBER_PATTERN = "^[+-]?[0-9]{1,20}([.][0-9]{0,18})?$"
TIME_PATTERN = "^.{10}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?$"


def as_written(name: str) -> pl.Expr:
    """Return the text of a field."""
    return pl.col(f"{name}_text")


def cleaned(name: str) -> pl.Expr:
    """Return the text of a field without blanks around it; null if nothing is left."""
    return as_written(name).str.strip_chars(" \t\n\r").replace("", None)


def day(text: pl.Expr) -> pl.Expr:
    """Return the date of a text written YYYY-MM-DD; null if the calendar has no such day."""
    # The length, as Polars takes a single digit for a month too.
    return pl.when(text.str.len_bytes() == 10).then(text.str.to_date("%Y-%m-%d", strict=False))


def has_unbalanced_brackets(name: str) -> pl.Expr:
    """Return whether a list has one bracket of its two."""
    return cleaned(name).str.starts_with("[") != cleaned(name).str.ends_with("]")


# --- every row ------------------------------------------------------------------------


def strictly_typed() -> Iterator[pl.Expr]:
    """Yield every field; what is written in another way than nearly always is null."""
    for name in COLUMNS:
        text = as_written(name)
        if name in DATES:
            value = day(text)
        elif name in COUNTS:
            value = pl.when(text.str.contains(COUNT_PATTERN)).then(
                text.cast(pl.Float64, strict=False).cast(COUNT, strict=False)
            )
        elif name in SPENDS:
            value = pl.when(text.str.contains(SPEND_PATTERN)).then(text.cast(MONEY, strict=False))
        elif name == "customer_id":
            value = cleaned(name)
        else:
            value = cleaned(name).cast(pl.Categorical)
        yield value.alias(name)


def is_sound() -> pl.Expr:
    """Return a quick condition on a strictly typed row that holds only if no reason does."""
    first, last = pl.col("first_order_date"), pl.col("last_order_date")
    conditions = [
        pl.col("customer_id").str.contains(ID_PATTERN),
        first.is_between(EARLIEST, last),
        last <= LATEST,
        last == pl.max_horizontal("last_online_order_date", "last_offline_order_date"),
        pl.sum_horizontal(COUNTS) > 0,
        *(~has_unbalanced_brackets(name).fill_null(False) for name in LISTS),
    ]
    for channel in CHANNELS:
        count, spend = pl.col(f"{channel}_order_count"), pl.col(f"{channel}_spend")
        last_there = f"last_{channel}_order_date"
        conditions.append(
            pl.when(count > 0)
            .then((pl.col(last_there) >= first) & spend.is_not_null())
            .otherwise((count == 0) & (spend == 0) & as_written(last_there).is_null())
        )
    return pl.all_horizontal(conditions).fill_null(False)


# --- the few that are not plain -------------------------------------------------------


def patiently_typed() -> Iterator[pl.Expr]:
    """Yield every field, however it is written, and each number as it was written."""
    for name in COLUMNS:
        text = cleaned(name)
        if name in DATES:
            value = pl.when(text.str.contains(TIME_PATTERN)).then(day(text.str.slice(0, 10)))
        elif name in COUNTS or name in SPENDS:
            form, unit = (COUNT, Decimal(1)) if name in COUNTS else (MONEY, CENT)
            written = pl.when(text.str.contains(NUMBER_PATTERN)).then(text).cast(ANY_NUMBER)
            yield written.alias(f"{name}_written")
            is_kept = written.is_between(0, LARGEST) & (written % unit == 0)
            value = pl.when(is_kept).then(written).cast(form)
        else:
            value = text
        yield value.alias(name)


def reasons() -> Iterator[tuple[str, pl.Expr]]:
    """Yield every reason to reject a row, in reporting order, and its condition."""
    customer_id = pl.col("customer_id")
    yield "missing_customer_id", customer_id.is_null()
    yield "scientific_customer_id", customer_id.str.contains(r"^[0-9]([.,][0-9]+)?[eE][+][0-9]+$")
    yield "formula_like_customer_id", customer_id.str.contains("^[=+@＝＋－＠-]")
    yield "unprintable_customer_id", customer_id.str.contains("[[:cntrl:]]")
    yield "contradictory_duplicate", pl.col("contents") > 1
    yield "exact_duplicate", (pl.col("contents") == 1) & (pl.col("copy_number") > 1)
    first, last = pl.col("first_order_date"), pl.col("last_order_date")
    for name in ("first_order_date", "last_order_date"):
        yield f"missing_{name}", cleaned(name).is_null()
    for name in DATES:
        yield f"unparsable_{name}", pl.col(name).is_null() & cleaned(name).is_not_null()
        yield f"implausible_{name}", ~pl.col(name).is_between(EARLIEST, LATEST)
    for channel in CHANNELS:
        count, spend = f"{channel}_order_count", f"{channel}_spend"
        last_there = f"last_{channel}_order_date"
        for name in (count, spend):
            written = pl.col(f"{name}_written")
            yield f"missing_{name}", cleaned(name).is_null()
            yield f"unparsable_{name}", written.is_null() & cleaned(name).is_not_null()
            yield f"ambiguous_{name}", cleaned(name).str.contains(TWO_READINGS)
            yield f"negative_{name}", written < 0
            yield f"too_large_{name}", written > LARGEST
        yield f"fractional_{count}", pl.col(f"{count}_written") % Decimal(1) != 0
        yield f"fractional_cents_in_{spend}", pl.col(f"{spend}_written") % CENT != 0
        yield f"missing_{last_there}", (pl.col(count) > 0) & cleaned(last_there).is_null()
        yield (
            f"{last_there}_without_orders",
            (pl.col(count) == 0) & pl.col(last_there).is_not_null(),
        )
        yield f"{spend}_without_orders", (pl.col(count) == 0) & (pl.col(spend) > 0)
        yield f"first_order_after_last_{channel}_order", first > pl.col(last_there)
    yield "no_orders", pl.all_horizontal(pl.col(name) == 0 for name in COUNTS)
    yield "first_order_after_last_order", first > last
    latest = pl.max_horizontal("last_online_order_date", "last_offline_order_date")
    yield "last_order_not_latest_of_channels", last != latest
    for name in LISTS:
        yield f"unbalanced_brackets_in_{name}", has_unbalanced_brackets(name)


def judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return rows with patiently typed fields and their `rejection_reasons`, null for none."""
    # What a row says once typed, so that 4 and 4.0 are the same.
    content = pl.struct(
        pl.coalesce(pl.col(name).cast(pl.String), as_written(name)) for name in COLUMNS
    )
    is_named = pl.col("customer_id").is_not_null()
    found = [pl.when(condition).then(pl.lit(reason)) for reason, condition in reasons()]
    return (
        rows.with_columns(patiently_typed())
        .with_columns(
            contents=pl.when(is_named).then(content.n_unique().over("customer_id")),
            copy_number=pl.when(is_named).then(pl.int_range(pl.len()).over("customer_id") + 1),
        )
        .with_columns(
            rejection_reasons=pl.concat_str(found, separator=", ", ignore_nulls=True).replace(
                "", None
            )
        )
    )


# --- the work -------------------------------------------------------------------------


def read(options: Options) -> pl.LazyFrame:
    """Return the extract as text, under our names, rows numbered."""
    if options.is_parquet:
        extract = pl.scan_parquet(options.input, row_index_name="row")
    else:
        extract = pl.scan_csv(options.input, infer_schema=False, row_index_name="row")
    texts = (
        pl.col(column).cast(pl.String).alias(f"{name}_text") for name, column in COLUMNS.items()
    )
    return extract.select("row", *texts)


def accepted(rows: pl.LazyFrame, options: Options) -> pl.LazyFrame:
    """Return the accepted customers, sorted by id, and write the rejected rows."""
    customers = (
        rows.with_columns(strictly_typed())
        .select("row", *COLUMNS, is_sound=is_sound())
        .sort("customer_id")
        .collect(engine=ENGINE)
    )
    same_id = pl.col("customer_id") == pl.col("customer_id").shift()
    is_repeated = (same_id | same_id.shift(-1)).fill_null(False)
    customers = customers.lazy().with_columns(is_plain=pl.col("is_sound") & ~is_repeated)
    others = customers.filter(~pl.col("is_plain")).select("row").collect(engine=ENGINE)
    # The extract is read once more, for its text, and not at all where every row is plain.
    if len(others):
        rows = rows.join(others.lazy(), on="row", how="semi", maintain_order="left")
    else:
        rows = rows.head(0)
    looked_at = judged(rows).collect()
    is_rejected = pl.col("rejection_reasons").is_not_null()
    looked_at.filter(is_rejected).select(
        "rejection_reasons", *(as_written(name).alias(name) for name in COLUMNS)
    ).write_parquet(options.output / "rejected_customers.parquet")

    if len(others):
        reprieved = (
            looked_at.lazy()
            .filter(~is_rejected)
            .with_columns(pl.col(ATTRIBUTES).cast(pl.Categorical))
        )
        chosen = [customers.filter("is_plain").select(*COLUMNS), reprieved.select(*COLUMNS)]
        return pl.concat(chosen).sort("customer_id")
    return customers.select(*COLUMNS)


def measured(customers: pl.LazyFrame) -> pl.LazyFrame:
    """Return accepted customers with orders, spend and spend per order."""
    # Whole numbers, to round half a millionth up: decimals of Polars round it to even.
    cents, orders = (pl.col("monetary") * 100).cast(pl.Int64), pl.col("frequency")
    return customers.with_columns(
        frequency=pl.sum_horizontal(COUNTS).cast(COUNT), monetary=pl.sum_horizontal(SPENDS)
    ).with_columns(
        average_order_value=((20_000 * cents + orders) // (2 * orders)).cast(pl.Decimal(18, 0))
        * Decimal("0.000001")
    )


def shopping_profiles(customers: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """Return the profiles of channels and categories, by the names of their files."""
    measures = ("customers", "orders", "revenue")
    # The few combinations carry the sums, so that no customer is joined to its categories.
    groups = customers.group_by(*CHANNEL_KINDS, "category_list").agg(
        customers=pl.len().cast(pl.Int64),
        orders=pl.col("frequency").cast(pl.Int64).sum(),
        revenue=pl.sum("monetary"),
    )
    texts = groups.with_columns(pl.col(*CHANNEL_KINDS, "category_list").cast(pl.String))
    channels = texts.unpivot(
        CHANNEL_KINDS, index=measures, variable_name="channel_kind", value_name="channel"
    )
    categories = texts.with_columns(
        category=pl.col("category_list").str.strip_chars("[]").str.split(",")
    ).explode("category")
    # No text is left of an empty list.
    trimmed = pl.col("category").str.strip_chars(" ").replace("", None)
    return {
        file: rows.with_columns(pl.col(keys[-1]).fill_null("(none)"))
        .group_by(keys)
        .agg(pl.sum(*measures))
        .sort(keys)
        for file, rows, keys in (
            ("channel_profiles.csv", channels, ["channel_kind", "channel"]),
            ("category_profiles.csv", categories.with_columns(trimmed), ["category"]),
        )
    }


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    scored = segmented(measured(accepted(read(options), options))).collect(engine=ENGINE)
    customers = scored.lazy()
    tables = {"segment_profiles.csv": profiles(customers), **shopping_profiles(customers)}
    category_lists = scored["category_list"].unique().cast(pl.String)
    for campaign in campaigns():
        tables[campaign.file] = targets(customers, campaign, category_lists)
    if options.write_segments:
        tables["customer_segments.csv"] = customers.select("customer_id", "segment")
    results = [rows.sink_csv(options.output / file, lazy=True) for file, rows in tables.items()]
    kept = options.output / "customers.parquet"
    results.append(customers.sink_parquet(kept, compression="lz4", lazy=True))
    pl.collect_all(results, engine=ENGINE)


if __name__ == "__main__":
    main()
