{#- The texts of some fields, as they came, in one text; a missing one is the character 30. Only
    where it may occur need the separator be looked for inside of them. -#}
{% macro joined_texts(fields, may_hold_separator=true) -%}
    {%- set texts = [] -%}
    {%- for field in fields -%}
        {#- A separator inside a text is shown by its symbol, so that it separates nothing. -#}
        {%- set text = "replace(" ~ field ~ "_text, chr(31), '␟')" if may_hold_separator
            else field ~ '_text' -%}
        {%- do texts.append('coalesce(' ~ text ~ ', chr(30))') -%}
        {%- if not loop.last -%}
            {%- do texts.append('chr(31)') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ omnichannel_rfm.concatenated(texts) }}
{%- endmacro %}
