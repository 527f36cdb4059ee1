{#- Whether a path names Parquet files; anything else is read as CSV. -#}
{% macro is_parquet(path) %}
    {%- do return(path.lower().endswith('.parquet') or path.lower().endswith('.pq')) -%}
{% endmacro %}
