{#- Stops the run, before anything is built, when the input of a form cannot be read. -#}
{% macro check_input(form) %}
    {%- if omnichannel_rfm.setting('hash_customer_id')
        or (form == 'orders' and omnichannel_rfm.setting('hashed_personal_columns')) -%}
        {%- do omnichannel_rfm.check_hash_salt() -%}
    {%- endif -%}
    {%- set path = omnichannel_rfm.setting(form ~ '_file') -%}
    {%- set table = omnichannel_rfm.input_table(form) -%}
    {%- if path and omnichannel_rfm.has_plugin() and omnichannel_rfm.readable_path(path, omnichannel_rfm.file_options(form)) == path
        and omnichannel_rfm.file_format(path, ',') == 'csv' -%}
        {%- do omnichannel_rfm.call_publishing({'action': 'check_file', 'path': path}) -%}
    {%- endif -%}
    {%- if path or table -%}
        {%- set headers = omnichannel_rfm.input_headers(form) -%}
        {%- if not headers -%}
            {{ exceptions.raise_compiler_error(
                (form ~ "_file '" ~ path ~ "' matches no file" if path
                 else form ~ "_table '" ~ table ~ "' does not exist in this database")
                ~ ". Check the name; a relative path is looked up from the folder dbt runs in."
            ) }}
        {%- endif -%}
        {%- do omnichannel_rfm.check_input_columns(form, headers) -%}
    {%- else -%}
        {#- A model is built in this run, and what reads it checks it. -#}
        {%- do omnichannel_rfm.check_input_columns(
            form, omnichannel_rfm.seed_headers(omnichannel_rfm.input_seed(form))
        ) -%}
    {%- endif -%}
{% endmacro %}
