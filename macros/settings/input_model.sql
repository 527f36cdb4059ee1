{#- The seed of this name, or the model or seed that the var input_models puts in its place. -#}
{% macro input_model(seed) %}
    {%- set name = omnichannel_rfm.setting('input_models').get(seed) -%}
    {%- if not name -%}
        {%- do return(ref('omnichannel_rfm', seed)) -%}
    {%- endif -%}
    {%- set parts = name.split('.') -%}
    {%- do return(ref(parts[0] if parts | length == 2 else project_name, parts[-1])) -%}
{% endmacro %}
