{#- The DuckDB database that models are built in: its name, file and storage version. -#}
{% macro work_database() %}
    {%- set row = run_query(
        "select path, tags['storage_version'] from duckdb_databases() where database_name = "
        ~ omnichannel_rfm.text_literal(target.database)
    ).rows[0] -%}
    {%- do return({'name': target.database, 'file': row[0], 'storage_version': row[1] | string}) -%}
{% endmacro %}
