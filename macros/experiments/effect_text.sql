{#- A difference for people: of shares in points, of means a customer. -#}
{% macro effect_text(difference, language) -%}
    {%- set type = dbt.type_string() -%}
    {%- set points = 'cast(cast(' ~ difference ~ ' * 100 as decimal(18, 2)) as ' ~ type ~ ')' -%}
    {%- set mean = 'cast(cast(' ~ difference ~ ' as decimal(18, 4)) as ' ~ type ~ ')' -%}
    {%- set number = 'case when is_share = 1 then ' ~ points ~ ' else ' ~ mean ~ ' end' -%}
    {{ number if language == 'en' else 'replace(' ~ number ~ ", '.', ',')" }}
{%- endmacro %}
