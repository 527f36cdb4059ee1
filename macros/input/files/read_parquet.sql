{#- The rows of Parquet files of the same columns, for `from`. -#}
{% macro read_parquet(files, names, file_column=none) %}
    {%- do return(
        "read_parquet(" ~ files ~ ", union_by_name = true"
        ~ (", filename = '" ~ file_column ~ "'" if file_column else "") ~ ") as files ("
        ~ omnichannel_rfm.quoted_names(names + ([file_column] if file_column else [])) ~ ")"
    ) -%}
{% endmacro %}
