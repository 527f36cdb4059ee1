"""Read what the report shows from a database of marts, opened read-only.

Only sums are read, and no customer, unless ids are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]

# Why customers who meet a campaign's rule are not on its list, in the order in which it is asked:
# columns of `campaign_summary` with how many they are.
EXCLUSIONS = (
    "permission_refused_customers",
    "permission_unknown_customers",
    "suppressed_customers",
    "repeated_too_soon_customers",
    "contact_limit_customers",
    "universal_control_customers",
    "other_campaign_customers",
    "household_customers",
    "over_maximum_customers",
)

QUERIES = {
    "input_summary": "select * from marts.input_summary",
    "segments": "select * from marts.segments order by display_order, segment",
    "segment_profiles": "select * from marts.segment_profiles order by segment",
    "rf_grid": "select * from marts.rf_grid order by recency_score, frequency_score",
    "score_thresholds": "select * exclude (last_customer_id) from marts.score_thresholds"
    " order by metric, score_partition, score",
    "metric_distributions": "select * from marts.metric_distributions order by metric, bin_number",
    "borderline_profiles": "select * from marts.borderline_profiles"
    " order by metric, score_partition, boundary_score",
    "segment_breakdowns": "select * from marts.segment_breakdowns"
    " order by dimension, dimension_value, segment",
    "channel_profiles": "select * from marts.channel_profiles order by channel_kind, channel",
    "campaign_summary": f"""
        select campaign_id, name_en, name_tr, description_en, description_tr, export_file,
            is_applied, not_applied_because, customers, revenue, customers_in_base,
            control_customers, are_permissions_checked, planned_cost, {", ".join(EXCLUSIONS)}
        from marts.campaign_summary
        order by campaign_id
    """,
    "campaign_funnel": """
        select campaign_id, step_number, condition_en, condition_tr, customers
        from marts.campaign_funnel
        order by campaign_id, step_number
    """,
    "source_profile": "select * from marts.source_profile order by column_position",
    # Every reason of a rejected row counts; a row can have several.
    "rejected_customers": """
        select trim(reason) as rejection_reason, count(*) as rejected_rows
        from (
            select unnest(string_split(rejection_reasons, ',')) as reason
            from marts.rejected_customers
        ) as reasons
        group by all
        order by rejected_rows desc, rejection_reason
    """,
    "rejected_total": "select count(*) as rejected_rows from marts.rejected_customers",
}

TOP_CUSTOMERS = """
    select ranking, rank, customer_id, segment, orders, revenue
    from marts.top_customers
    order by ranking desc, rank
"""

LIFT = (
    *("measure", "segment", "treated_customers", "control_customers"),
    *("treated_mean", "control_mean", "difference", "difference_low", "difference_high"),
    *("relative_lift", "relative_lift_low", "relative_lift_high"),
    *("verdict", "verdict_en", "verdict_tr"),
)

# Marts that a build may leave out: name, what the report needs of it, and the query.
OPTIONAL = {
    "customer_segments_history": (
        ("customer_id", "as_of_date", "segment"),
        """
        with dates as (
            select max(as_of_date) as to_date,
                max(as_of_date) filter (
                    where as_of_date < (
                        select max(as_of_date) from marts.customer_segments_history
                    )
                ) as from_date
            from marts.customer_segments_history
        )
        select dates.from_date, dates.to_date,
            earlier.segment as from_segment, later.segment as to_segment, count(*) as customers
        from marts.customer_segments_history as later
        inner join dates on later.as_of_date = dates.to_date
        left join marts.customer_segments_history as earlier
            on later.customer_id = earlier.customer_id and earlier.as_of_date = dates.from_date
        where dates.from_date is not null
        group by all
        order by all
        """,
    ),
    "campaign_lift": (
        ("campaign_id", "arm", *LIFT),
        f"""
        select campaign_id, arm, {", ".join(LIFT)}
        from marts.campaign_lift
        order by campaign_id, arm, measure, segment <> 'all', segment
        """,
    ),
    # The universal control: an arm of one campaign of all customers.
    "program_lift": (
        LIFT,
        f"""
        select 'universal_control' as campaign_id, 'treated' as arm, {", ".join(LIFT)}
        from marts.program_lift
        order by measure, segment <> 'all', segment
        """,
    ),
    "cluster_profiles": ((), "select * from marts.cluster_profiles order by all"),
    "lifetime_value_profiles": ((), "select * from marts.lifetime_value_profiles order by all"),
}


class ReportError(Exception):
    """Something the user has to put right; the message says what and how."""


@dataclass(frozen=True)
class Marts:
    """The rows of the marts, by name; `missing` are optional marts, with the columns they lack."""

    rows: dict[str, list[Row]]
    missing: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, mart: str) -> list[Row]:
        """Return the rows of a mart; none where it is missing."""
        return self.rows.get(mart, [])


def read_marts(database: Path, with_customer_ids: bool = False) -> Marts:
    """Return the rows that the report shows.

    Args:
        database: a published DuckDB file, or any with the schema `marts`.
        with_customer_ids: whether to read the ten best customers, who have ids.

    Raises:
        ReportError: the file is not there, is no such database, or lacks a mart.
    """
    if not database.is_file():
        raise ReportError(f"{database} does not exist. Build first: python3 run.py")
    rows, missing = {}, {}
    queries = {**QUERIES, **({"top_customers": TOP_CUSTOMERS} if with_customer_ids else {})}
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            for mart, query in queries.items():
                rows[mart] = fetch(connection, query)
            for mart, (needed, query) in OPTIONAL.items():
                found = columns_of(connection, mart)
                if found and set(needed) <= found:
                    rows[mart] = fetch(connection, query)
                else:
                    missing[mart] = tuple(sorted(set(needed) - found)) if found else ()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ReportError(
            f"{database} cannot be read: {reason}\n"
            "If another version of the project built it, build again: python3 run.py"
        ) from error
    return Marts(rows, missing)


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Return the rows of a query as dicts."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def columns_of(connection: duckdb.DuckDBPyConnection, mart: str) -> set[str]:
    """Return the names of a mart's columns; none where there is no such mart."""
    found = connection.execute(
        "select column_name from information_schema.columns"
        " where table_schema = 'marts' and table_name = $1",
        [mart],
    ).fetchall()
    return {name for (name,) in found}
