"""The same work in pandas and NumPy by somebody who minds the time.

The six columns that are needed, read by Arrow on all cores, text kept in Arrow, money as whole
cents; one sort by id, after which NumPy's stable sort ranks every metric with ties by id (a
radix sort for recency and order counts, whose range is small); scores and segments as small
integers.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from rules import (
    DAYS_AFTER_THE_LAST_ORDER,
    PROFILE_COLUMNS,
    SCORES,
    Options,
    campaigns,
    parse_options,
    score_boundaries,
    segments,
)

MONEY = pa.decimal128(18, 2)
HUNDRED = pa.scalar(Decimal(100), pa.decimal128(3, 0))
COLUMNS = {
    "master_id": pa.large_string(),
    "last_order_date": pa.date32(),
    "order_num_total_ever_online": pa.float64(),
    "order_num_total_ever_offline": pa.float64(),
    "customer_value_total_ever_offline": MONEY,
    "customer_value_total_ever_online": MONEY,
    "interested_in_categories_12": pa.dictionary(pa.int32(), pa.string()),
}


def read(options: Options) -> pa.Table:
    """Return the needed columns, sorted by id."""
    if options.is_parquet:
        table = parquet.read_table(
            options.input,
            columns=list(COLUMNS),
            read_dictionary=["interested_in_categories_12"],
        )
    else:
        table = csv.read_csv(
            options.input,
            convert_options=csv.ConvertOptions(
                include_columns=list(COLUMNS), column_types=COLUMNS, strings_can_be_null=False
            ),
        )
    return table.take(pc.sort_indices(table["master_id"]))


def cents(amounts: pa.ChunkedArray) -> np.ndarray:
    """Return amounts in TL as whole cents, exact."""
    return pc.multiply(amounts, HUNDRED).cast(pa.int64()).to_numpy()


def scores(values: np.ndarray) -> np.ndarray:
    """Return the score, 1 to 5, of every customer; of equal values, the smaller id comes first."""
    result = np.empty(len(values), dtype=np.int8)
    order = np.argsort(values, kind="stable")
    edges = [0, *score_boundaries(len(values)), len(values)]
    for score in range(1, SCORES + 1):
        result[order[edges[score - 1] : edges[score]]] = score
    return result


def main() -> None:
    """Do the work once."""
    options = parse_options(__doc__)
    table = read(options)
    last_day = table["last_order_date"].cast(pa.int32()).to_numpy()
    days_ago = (last_day.max() + DAYS_AFTER_THE_LAST_ORDER - last_day).astype(np.int16)
    frequency = (
        table["order_num_total_ever_online"].to_numpy()
        + table["order_num_total_ever_offline"].to_numpy()
    ).astype(np.int32)
    monetary_cents = cents(table["customer_value_total_ever_offline"]) + cents(
        table["customer_value_total_ever_online"]
    )
    categories = table["interested_in_categories_12"].combine_chunks()
    ids = table["master_id"]
    del table

    names = np.array([one.name for one in segments()])
    cells = np.zeros((SCORES + 1, SCORES + 1), dtype=np.int8)
    for number, one in enumerate(segments()):
        cells[one.r_min : one.r_max + 1, one.f_min : one.f_max + 1] = number
    frequency_order = frequency.astype(np.int16) if frequency.max() < 2**15 else frequency
    segment = cells[scores(-days_ago), scores(frequency_order)]

    customers = pd.DataFrame(
        {
            "segment": segment,
            "recency_days": days_ago,
            "frequency": frequency,
            "monetary": monetary_cents,
            "monetary_score": scores(monetary_cents),
        }
    )
    groups = customers.groupby("segment")
    means, medians = groups.mean(), groups.median()
    sums = groups[["monetary", "monetary_score"]].sum()
    profile = pd.DataFrame(
        {
            "segment": names[means.index],
            "customers": groups.size(),
            "revenue": sums["monetary"] / 100,
            "total_monetary_score": sums["monetary_score"],
            "mean_recency_days": means["recency_days"],
            "median_recency_days": medians["recency_days"],
            "mean_frequency": means["frequency"],
            "median_frequency": medians["frequency"],
            "mean_monetary": means["monetary"] / 100,
            "median_monetary": medians["monetary"] / 100,
        }
    )
    profile.reset_index(drop=True).sort_values("segment")[list(PROFILE_COLUMNS)].to_csv(
        options.output / "segment_profiles.csv", index=False
    )

    lists = [text or "" for text in categories.dictionary.to_pylist()]
    codes = categories.indices.to_numpy()
    for campaign in campaigns():
        chosen = np.isin(names, campaign.segments)[segment]
        chosen &= np.array([campaign.accepts(text) for text in lists])[codes]
        chosen &= monetary_cents >= campaign.minimum_average_order_value * 100 * frequency
        targets = pa.table({"customer_id": ids.filter(pa.array(chosen))})
        write(targets, options, campaign.file)
    if options.write_segments:
        everyone = pa.table({"customer_id": ids, "segment": names[segment]})
        write(everyone, options, "customer_segments.csv")


def write(table: pa.Table, options: Options, file: str) -> None:
    """Write a table as CSV, without quotes."""
    csv.write_csv(
        table,
        options.output / file,
        csv.WriteOptions(quoting_style="none", quoting_header="none"),
    )


if __name__ == "__main__":
    main()
