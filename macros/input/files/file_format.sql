{#- How the values of a path's files are written: parquet by its ending, else blank_separated or csv. -#}
{% macro file_format(path, delimiter) %}
    {%- if path.lower().endswith('.parquet') or path.lower().endswith('.pq') -%}
        {%- do return('parquet') -%}
    {%- endif -%}
    {%- do return('blank_separated' if delimiter == ' ' else 'csv') -%}
{% endmacro %}
