{#- Stops a run of this project itself at a var of --vars that it does not have, or at a wrong value. -#}
{% macro check_vars() %}
    {%- if project_name == 'omnichannel_rfm' -%}
        {%- set settings = omnichannel_rfm.settings() -%}
        {%- for name in invocation_args_dict.get('vars', {}) if name not in settings -%}
            {{ exceptions.raise_compiler_error(omnichannel_rfm.no_such_setting(name)) }}
        {%- endfor -%}
        {%- for name in settings -%}
            {%- do omnichannel_rfm.setting(name) -%}
        {%- endfor -%}
        {%- if omnichannel_rfm.setting('reader_roles') and target.type == 'duckdb' -%}
            {{ exceptions.raise_compiler_error(
                "The var reader_roles names roles, but DuckDB has no roles: leave the var out."
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
