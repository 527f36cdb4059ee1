{#- One row for each comma-separated item of a text list, with or without outer brackets. -#}
{% macro unnest_list(expression) %}
    {%- do return(adapter.dispatch('unnest_list', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro duckdb__unnest_list(expression) -%}
    unnest(string_split(trim({{ expression }}, '[]'), ','))
{%- endmacro %}

{% macro postgres__unnest_list(expression) -%}
    unnest(string_to_array(trim({{ expression }}, '[]'), ','))
{%- endmacro %}
