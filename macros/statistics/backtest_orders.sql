{#- The order lines of the backtest as text, for the `from` clause; stops when a column is missing. -#}
{% macro backtest_orders() %}
    {%- set path = omnichannel_rfm.setting('backtest_orders_file') -%}
    {%- if not execute -%}
        {%- do return('unread') -%}
    {%- endif -%}
    {%- set headers = omnichannel_rfm.file_headers(path) -%}
    {%- if not headers -%}
        {{ exceptions.raise_compiler_error(
            "backtest_orders_file '" ~ path ~ "' matches no file. Check the name; a relative path is"
            ~ " looked up from the folder dbt runs in."
        ) }}
    {%- endif -%}
    {%- for header in headers -%}
        {%- for column in ['customer_id', 'order_date'] if column not in header.columns -%}
            {{ exceptions.raise_compiler_error(
                "backtest_orders_file: " ~ header.name ~ " lacks the column " ~ column ~ "; found: "
                ~ (header.columns | join(', ')) ~ ". It needs customer_id and order_date (YYYY-MM-DD),"
                ~ " one row per order; another separator is set by csv_delimiter."
            ) }}
        {%- endfor -%}
    {%- endfor -%}
    {%- do return(omnichannel_rfm.read_files(path, headers)) -%}
{% endmacro %}
