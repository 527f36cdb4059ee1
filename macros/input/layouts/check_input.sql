{#- Stops the run, before anything is built, when the input of a form cannot be read. -#}
{% macro check_input(form) %}
    {%- if form == 'orders' and omnichannel_rfm.setting('hashed_personal_columns') -%}
        {%- do omnichannel_rfm.check_hash_salt() -%}
    {%- endif -%}
    {%- set layout = omnichannel_rfm.input_layout(form) -%}
    {%- if layout.file or layout.table -%}
        {%- set vars = omnichannel_rfm.input_vars(form) -%}
        {%- set headers = omnichannel_rfm.input_headers(form) -%}
        {%- if not headers -%}
            {{ exceptions.raise_compiler_error(
                (vars.file ~ " '" ~ layout.file ~ "' matches no file" if layout.file
                 else vars.table ~ " '" ~ layout.table ~ "' does not exist in this database")
                ~ ". Check the name; a relative path is looked up from the folder dbt runs in."
            ) }}
        {%- endif -%}
        {%- do omnichannel_rfm.check_input_columns(form, headers) -%}
    {%- else -%}
        {%- set seed = 'flo_customers' if form == 'customers' else 'order_lines' -%}
        {%- do omnichannel_rfm.check_input_columns(form, omnichannel_rfm.seed_headers(seed)) -%}
    {%- endif -%}
{% endmacro %}
