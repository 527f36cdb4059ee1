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
        {%- set delimiter = omnichannel_rfm.setting('csv_delimiter') -%}
        {%- set is_parquet = omnichannel_rfm.file_format(path, delimiter) == 'parquet' -%}
        {%- set columns = [] -%}
        {%- if not is_parquet -%}
            {#- Named by ourselves: Spark's stand-ins may be names of columns beside them. -#}
            {%- call statement('open_lines') -%}
                create or replace temporary view customer_lines using text
                options (path {{ omnichannel_rfm.text_literal(path) }})
            {%- endcall -%}
            {%- set lines = run_query(
                "select value from customer_lines where trim(value) <> '' limit 1"
            ).rows -%}
            {%- if not lines -%}
                {{ exceptions.raise_compiler_error(path ~ " is empty: it has no header.") }}
            {%- endif -%}
            {%- for name in omnichannel_rfm.unique_names(
                omnichannel_rfm.header_names(lines[0][0], delimiter)
            ) -%}
                {%- do columns.append(omnichannel_rfm.quoted_name(name) ~ ' string') -%}
            {%- endfor -%}
        {%- endif -%}
        {%- call statement('open_files') -%}
            create or replace temporary view customer_files
            {%- if is_parquet %} using parquet
            {%- else %} ({{ columns | join(', ') }}) using csv
            {%- endif %} options (
                path {{ omnichannel_rfm.text_literal(path) }}
                {%- if not is_parquet %},
                header 'true',
                sep {{ omnichannel_rfm.text_literal(delimiter) }},
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
