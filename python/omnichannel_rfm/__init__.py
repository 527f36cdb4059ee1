"""Python that runs inside dbt-duckdb: what SQL cannot do."""
