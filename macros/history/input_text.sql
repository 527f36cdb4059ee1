{#- An input, as `input_identity` gives it, in words. -#}
{% macro input_text(input) %}
    {%- if input.is_sample -%}
        {%- do return('the shipped synthetic sample') -%}
    {%- endif -%}
    {%- do return(
        ('the seed ' if input.form == 'seed' else '') ~ input.source
        ~ (' as ' ~ input.name if input.name else '')
    ) -%}
{% endmacro %}
