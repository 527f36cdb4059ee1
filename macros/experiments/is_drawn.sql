{#- Condition: whether chance draws a text for a share of all; who is drawn is never moved by the others. -#}
{% macro is_drawn(texts, share) -%}
    {%- set salted = [omnichannel_rfm.text_literal(omnichannel_rfm.setting('control_salt'))] + texts -%}
    {{ omnichannel_rfm.hash_bucket(salted | join(" || '|' || ")) }}
        < cast({{ share }} as decimal(6, 4)) * {{ omnichannel_rfm.decimal_literal('18446744073709551616') }}
{%- endmacro %}
