{#- Stops a run of this project itself when --vars names a var it does not have (a typo). -#}
{% macro check_var_names() %}
    {%- if project_name == 'omnichannel_rfm' -%}
        {%- set known = omnichannel_rfm.setting_names() -%}
        {%- for name in invocation_args_dict.get('vars', {}) if name not in known -%}
            {{ exceptions.raise_compiler_error(
                "There is no var '" ~ name ~ "'. The vars are: " ~ (known | join(', ')) ~ "."
            ) }}
        {%- endfor -%}
        {%- for name in known -%}
            {%- do omnichannel_rfm.setting(name) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
