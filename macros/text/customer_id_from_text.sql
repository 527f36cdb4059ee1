{#- A customer's id in the form of the var customer_id_form; null where the text says that there is none,
    as programs write it. -#}
{% macro customer_id_from_text(expression) -%}
    {%- set form = omnichannel_rfm.setting('customer_id_form') -%}
    {%- set text = omnichannel_rfm.clean_text(expression) -%}
    {%- set found = {
        'lower': omnichannel_rfm.lower_text(text),
        'phone': "case when " ~ omnichannel_rfm.matches_pattern(text, '[+]?[0-9 ()./-]{6,25}')
            ~ " then translate(" ~ text ~ ", ' ()./-', '') else " ~ text ~ " end",
    }.get(form, text) -%}
    {%- set words = [] -%}
    {%- for word in ['nan', 'null', 'none', 'n/a', '#n/a', '\\n'] -%}
        {%- do words.append(omnichannel_rfm.text_literal(word)) -%}
    {%- endfor -%}
    case
        {#- One look at nearly every id: the words are no longer. #}
        when length({{ text }}) <= 4 and lower({{ text }}) in ({{ words | join(', ') }})
            then null
        {%- if form == 'whole_number' %}
        when {{ omnichannel_rfm.matches_pattern(text, '[0-9]+[.]0*') }}
            then {{ omnichannel_rfm.hashed_id(dbt.split_part(text, "'.'", 1)) }}
        {%- endif %}
        else {{ omnichannel_rfm.hashed_id(found) }}
    end
{%- endmacro %}
