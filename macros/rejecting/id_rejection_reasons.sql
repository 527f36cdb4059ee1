{#- The reasons to reject a customer_id, whatever the form of the input: a list of [reason, condition]. -#}
{% macro id_rejection_reasons() %}
    {%- set anonymous = omnichannel_rfm.anonymous_ids() -%}
    {#- A spreadsheet makes a number of a telephone's, and runs nothing. -#}
    {%- set is_no_phone = ' and not ' ~ omnichannel_rfm.matches_pattern('customer_id', '[+][0-9]{6,15}')
        if omnichannel_rfm.setting('customer_id_form') == 'phone' else '' -%}
    {%- do return([
        ['missing_customer_id', 'customer_id is null'],
        [
            'anonymous_customer_id',
            'customer_id in (' ~ anonymous ~ ')' if anonymous else '1 = 0'
        ],
        ['scientific_customer_id', omnichannel_rfm.is_scientific('customer_id')],
        [
            'formula_like_customer_id',
            dbt.position('substr(customer_id, 1, 1)', "'=+-@＝＋－＠'") ~ ' > 0' ~ is_no_phone
        ],
        [
            'unprintable_customer_id',
            'not ' ~ omnichannel_rfm.matches_pattern('customer_id', '[^[:cntrl:]]*')
        ],
    ]) -%}
{% endmacro %}
