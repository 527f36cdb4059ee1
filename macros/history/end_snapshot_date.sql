{#- Post-hook of a snapshot by analysis dates: lets the build's date end at the next one that is held. -#}
{% macro end_snapshot_date(snapshot, analysis_date) -%}
    {%- if execute -%}
        {%- set day = run_query("select analysis_date from " ~ analysis_date).rows[0][0] -%}
        {%- set time = "cast('" ~ day ~ "' as timestamp)" -%}
        {%- set next_day = run_query(
            "select min(cast(dbt_valid_from as date)) from " ~ snapshot
            ~ " where dbt_valid_from > " ~ time
        ).rows[0][0] -%}
        {%- if next_day -%}
            update {{ snapshot }} set dbt_valid_to = cast('{{ next_day }}' as timestamp)
            where dbt_valid_from = {{ time }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
