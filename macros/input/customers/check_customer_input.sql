{#- Stops the run, before anything is built, when the customer input lacks or doubles a column. -#}
{% macro check_customer_input() %}
    {%- set file = omnichannel_rfm.setting('customers_file') -%}
    {%- set table = omnichannel_rfm.setting('customers_table') -%}
    {%- if file or table -%}
        {%- set headers = omnichannel_rfm.customer_input_headers() -%}
        {%- if not headers -%}
            {{ exceptions.raise_compiler_error(
                ("customers_file '" ~ file ~ "' matches no file" if file
                 else "customers_table '" ~ table ~ "' does not exist in this database")
                ~ ". Check the name; a relative path is looked up from the folder dbt runs in."
            ) }}
        {%- endif -%}
        {%- do omnichannel_rfm.check_customer_columns(headers) -%}
    {%- elif 'flo_customers' not in omnichannel_rfm.setting('input_models') -%}
        {%- do omnichannel_rfm.check_customer_columns(omnichannel_rfm.seed_headers()) -%}
    {%- endif -%}
{% endmacro %}
