{#- Stops the build where a target has no implementation of its own, with a sentence of what has.
    Not while parsing: dbt then renders models that are switched off or not selected as well. -#}
{% macro stop_on_other_targets(what_works) %}
    {%- if execute -%}
        {{ exceptions.raise_compiler_error(
            what_works ~ ", and the target is " ~ target.type ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}
