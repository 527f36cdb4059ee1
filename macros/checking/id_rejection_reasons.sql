{#- The reasons to reject a customer_id, whatever the form of the input: a list of [reason, condition]. -#}
{% macro id_rejection_reasons() %}
    {%- do return([
        ['missing_customer_id', 'customer_id is null'],
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
