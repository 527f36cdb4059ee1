"""What BG/NBD expects of each history in the holdout; the work is in the package."""


def model(dbt, session):
    """Return one row per history."""
    dbt.config(materialized="table")
    from omnichannel_rfm.statistical_models import lifetime_value_model

    return lifetime_value_model.backtest_expectations(
        session,
        dbt.ref("int_backtest_inputs"),
        dbt.ref("int_backtest_fit"),
        weeks=dbt.config.meta_get("weeks"),
    )
