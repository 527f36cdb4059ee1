{#- Whether this build reads another input than the one given, which `input_identity` once gave. A name
    (input_name) tells where this build has one; an input that has none yet may be given its first. -#}
{% macro is_other_input(last) %}
    {%- set input = omnichannel_rfm.input_identity() -%}
    {%- if input.name and not last.is_sample -%}
        {%- do return(last.name not in [none, input.name]) -%}
    {%- endif -%}
    {%- set places = [] -%}
    {%- for one in [input, last] -%}
        {#- A file may have its date in its name: its folder tells. -#}
        {%- set is_file = one.form.endswith('_file') -%}
        {%- set place = one.source.rpartition('/')[0] if is_file else one.source -%}
        {%- do places.append((one.is_sample, one.form, place)) -%}
    {%- endfor -%}
    {%- do return(places[0] != places[1]) -%}
{% endmacro %}
