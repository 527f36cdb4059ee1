"""BG/NBD on the calibration period of the backtest; the work is in the package."""


def model(dbt, session):
    """Return one row per parameter."""
    dbt.config(materialized="table")
    from omnichannel_rfm.statistical_models import lifetime_value_model

    return lifetime_value_model.backtest_fit(
        session,
        dbt.ref("int_backtest_inputs"),
        minimum_customers=dbt.config.meta_get("minimum_customers"),
    )
