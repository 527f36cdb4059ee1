{#- The checked value of one project var; every model and macro reads vars through this. -#}
{% macro setting(name) %}
    {%- set setting = omnichannel_rfm.settings().get(name) -%}
    {%- if not setting -%}
        {{ exceptions.raise_compiler_error(omnichannel_rfm.no_such_setting(name)) }}
    {%- endif -%}
    {%- set value = omnichannel_rfm.value_under_layout(
        name, setting, var(name, setting.default)
    ) if setting.layout_of else var(name, setting.default) -%}
    {%- set is_nullable = setting.default is none or setting.is_nullable -%}
    {%- if value is none and is_nullable -%}
        {%- if setting.needed_with and var(setting.needed_with, none) is not none -%}
            {{ exceptions.raise_compiler_error(
                "The var " ~ setting.needed_with ~ " needs " ~ name ~ " beside it."
            ) }}
        {%- endif -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set advice = omnichannel_rfm.setting_advice(setting, value) -%}
    {%- if advice -%}
        {{ exceptions.raise_compiler_error(
            "The var " ~ name ~ " is '" ~ value ~ "': " ~ advice
            ~ (", or null" if is_nullable else "") ~ "."
        ) }}
    {%- endif -%}
    {%- if setting.kind == 'whole_number' -%}
        {%- do return(value | int) -%}
    {%- elif setting.kind == 'date' -%}
        {#- YAML turns an unquoted 2021-06-01 into a date. -#}
        {%- do return(value | string) -%}
    {%- elif name == 'publish_path' and value == 'auto' -%}
        {%- do return('published' if project_name == 'omnichannel_rfm' else none) -%}
    {%- endif -%}
    {%- do return(value) -%}
{% endmacro %}
