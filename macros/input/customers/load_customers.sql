{#- Run-operation: makes a table of customers, for the var customers_table, from files that the engine
    itself can read. -#}
{% macro load_customers(path, table, multiline=false) %}
    {%- do return(
        adapter.dispatch('load_customers', 'omnichannel_rfm')(path, table, multiline)
    ) -%}
{% endmacro %}

{% macro default__load_customers(path, table, multiline) %}
    {{ exceptions.raise_compiler_error(
        "load_customers is for Spark, and the target is " ~ target.type
        ~ ": DuckDB reads files by the var customers_file; for PostgreSQL there is"
        ~ " `python3 run.py load-postgres FILE`."
    ) }}
{% endmacro %}

{#- Every value of a CSV file stays text, and a line that does not fit stops the operation. -#}
{% macro spark__load_customers(path, table, multiline) %}
    {%- if execute -%}
        {%- set relation = omnichannel_rfm.table_from_name(table) -%}
        {%- do adapter.create_schema(relation) -%}
        {%- call statement('open_files') -%}
            create or replace temporary view customer_files
            {%- if omnichannel_rfm.is_parquet(path) %} using parquet
            {%- else %} using csv
            {%- endif %} options (
                path {{ omnichannel_rfm.text_literal(path) }}
                {%- if not omnichannel_rfm.is_parquet(path) %},
                header 'true',
                sep {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('csv_delimiter')) }},
                escape '"',
                multiLine '{{ multiline | string | lower }}',
                mode 'FAILFAST'
                {%- endif %}
            )
        {%- endcall -%}
        {%- call statement('load_files') -%}
            create or replace table {{ omnichannel_rfm.quoted_relation(relation) }}
            using iceberg as select * from customer_files
        {%- endcall -%}
    {%- endif -%}
{% endmacro %}
