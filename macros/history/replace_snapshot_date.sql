{#- Pre-hook of a snapshot by analysis dates: takes out what it holds of the build's date, to be written
    anew, and lets the date before end there. -#}
{% macro replace_snapshot_date(snapshot, analysis_date) -%}
    {%- if execute and load_relation(snapshot) -%}
        {%- set day = run_query("select analysis_date from " ~ analysis_date).rows[0][0] -%}
        {%- set time = "cast('" ~ day ~ "' as timestamp)" -%}
        {%- set held = run_query(
            "select count(*) from " ~ snapshot ~ " where dbt_valid_from = " ~ time
        ).rows[0][0] | int -%}
        {%- if held -%}
            {%- do log(
                snapshot.identifier ~ " held " ~ held ~ " customers as of " ~ day
                ~ ": those of this build take their place.", info=true
            ) -%}
            {%- call statement('delete_date') -%}
                delete from {{ snapshot }} where dbt_valid_from = {{ time }}
            {%- endcall -%}
        {%- endif -%}
        update {{ snapshot }} set dbt_valid_to = {{ time }}
        where dbt_valid_from < {{ time }} and coalesce(dbt_valid_to > {{ time }}, true)
    {%- endif -%}
{%- endmacro %}
