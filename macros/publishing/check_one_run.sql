{#- Stops when the marts in the database are of different runs, as after a build that failed. -#}
{% macro check_one_run() %}
    {%- set runs = [] -%}
    {%- for mart in omnichannel_rfm.marts() -%}
        {%- set relation = api.Relation.create(mart.database, mart.schema, mart.alias) -%}
        {%- for row in run_query("select run_id from " ~ relation ~ " limit 1") -%}
            {%- if row[0] not in runs -%}
                {%- do runs.append(row[0]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if runs | length > 1 -%}
        {{ exceptions.raise_compiler_error(
            "The marts are of different runs: " ~ (runs | join(', ')) ~ ". Run dbt build until it"
            ~ " succeeds, without a selection."
        ) }}
    {%- endif -%}
{% endmacro %}
