{#- A row of an optional form of input as it came: an object of JSON with the texts of its fields. -#}
{% macro record_json(form) -%}
    {%- set parts = [] -%}
    {%- for field in omnichannel_rfm.input_fields(form) -%}
        {%- set escaped = namespace(text=field ~ '_text') -%}
        {%- for character, shown in [
            [omnichannel_rfm.text_literal('\\'), '\\\\'], [omnichannel_rfm.text_literal('"'), '\\"'],
            ['chr(10)', '\\n'], ['chr(13)', '\\r'], ['chr(9)', '\\t'],
        ] -%}
            {%- set escaped.text = 'replace(' ~ escaped.text ~ ', ' ~ character ~ ', '
                ~ omnichannel_rfm.text_literal(shown) ~ ')' -%}
        {%- endfor -%}
        {%- do parts.extend([
            "'" ~ ('{' if loop.first else ', ') ~ '"' ~ field ~ '": ' ~ "'",
            "coalesce('\"' || " ~ escaped.text ~ " || '\"', 'null')",
        ]) -%}
    {%- endfor -%}
    {{ omnichannel_rfm.concatenated(parts + ["'}'"]) }}
{%- endmacro %}
