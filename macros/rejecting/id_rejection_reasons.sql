{#- The reasons to reject a customer_id, whatever the form of the input: a list of [reason, condition]. -#}
{% macro id_rejection_reasons() %}
    {%- set anonymous = [] -%}
    {%- for id in omnichannel_rfm.setting('anonymous_customer_ids') -%}
        {%- do anonymous.append('customer_id = ' ~ omnichannel_rfm.text_literal(id)) -%}
    {%- endfor -%}
    {%- do return([
        ['missing_customer_id', 'customer_id is null'],
        ['anonymous_customer_id', anonymous | join(' or ') or '1 = 0'],
        [
            'scientific_customer_id',
            omnichannel_rfm.matches_pattern('customer_id', '[0-9]([.,][0-9]+)?[eE][+][0-9]+')
        ],
        [
            'formula_like_customer_id',
            dbt.position('substr(customer_id, 1, 1)', "'=+-@＝＋－＠'") ~ ' > 0'
        ],
        [
            'unprintable_customer_id',
            'not ' ~ omnichannel_rfm.matches_pattern('customer_id', '[^[:cntrl:]]*')
        ],
    ]) -%}
{% endmacro %}
