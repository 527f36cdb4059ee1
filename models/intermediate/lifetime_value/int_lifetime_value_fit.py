"""BG/NBD and Gamma-Gamma on the customers; the work is in the package."""


def model(dbt, session):
    """Return one row per parameter."""
    dbt.config(materialized="table")
    from omnichannel_rfm.statistical_models import lifetime_value_model

    return lifetime_value_model.lifetime_value_fit(
        session,
        dbt.ref("int_lifetime_value_inputs"),
        recipe=dbt.config.meta_get("recipe"),
        minimum_customers=dbt.config.meta_get("minimum_customers"),
        sample_customers=dbt.config.meta_get("sample_customers"),
    )
