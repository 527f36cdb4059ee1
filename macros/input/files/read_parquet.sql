{#- The rows of Parquet files of the same columns, for `from`. -#}
{% macro read_parquet(files, names) %}
    {%- do return(
        "read_parquet(" ~ files ~ ", union_by_name = true) as files ("
        ~ omnichannel_rfm.quoted_names(names) ~ ")"
    ) -%}
{% endmacro %}
