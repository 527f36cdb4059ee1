{#- Why this run, as it was called, is not to be published; an empty text when it is. -#}
{% macro reason_not_to_publish() %}
    {%- set left_out = [] -%}
    {%- for mart in omnichannel_rfm.marts() if mart.unique_id not in selected_resources -%}
        {%- do left_out.append(mart.name) -%}
    {%- endfor -%}
    {%- if omnichannel_rfm.setting('publish_path') is none -%}
        {%- do return('the var publish_path is null') -%}
    {%- elif target.type == 'duckdb' and dbt_version.startswith('2.') -%}
        {%- do return('dbt ' ~ dbt_version ~ ' loads no Python plugin, which publishing needs') -%}
    {%- elif left_out -%}
        {%- do return('this run leaves out ' ~ (left_out | join(', '))) -%}
    {%- endif -%}
    {%- do return('') -%}
{% endmacro %}
