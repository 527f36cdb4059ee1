{#- Whether this build reads another input than the one given, which `input_identity` once gave. A name
    (input_name) tells where this build has one; an input that has none yet may be given its first. -#}
{% macro is_other_input(last) %}
    {%- set input = omnichannel_rfm.input_identity() -%}
    {%- if input.name and not last.is_sample -%}
        {%- do return(last.name not in [none, input.name]) -%}
    {%- endif -%}
    {%- do return(
        (input.is_sample, input.form, input.source) != (last.is_sample, last.form, last.source)
    ) -%}
{% endmacro %}
