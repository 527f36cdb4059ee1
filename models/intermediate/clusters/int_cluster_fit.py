"""K-means, Ward's tree and the names of the clusters; the work is in the package."""


def model(dbt, session):
    """Return the one row of the fit."""
    dbt.config(materialized="table")
    from omnichannel_rfm.statistical_models import cluster_model

    return cluster_model.cluster_fit(
        session,
        dbt.ref("int_cluster_inputs"),
        dbt.this,
        cluster_count=dbt.config.meta_get("cluster_count"),
        refit=dbt.config.meta_get("refit"),
        sample_customers=dbt.config.meta_get("sample_customers"),
        ward_customers=dbt.config.meta_get("ward_customers"),
    )
