"""What BG/NBD expects of each different history; the work is in the package."""


def model(dbt, session):
    """Return one row per history."""
    dbt.config(materialized="table")
    from omnichannel_rfm.statistical_models import lifetime_value_model

    return lifetime_value_model.lifetime_value_expectations(
        session,
        dbt.ref("int_lifetime_value_inputs"),
        dbt.ref("int_lifetime_value_fit"),
        recipe=dbt.config.meta_get("recipe"),
        months=dbt.config.meta_get("months"),
        monthly_discount=dbt.config.meta_get("monthly_discount"),
    )
