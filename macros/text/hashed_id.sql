{#- A customer's id as it is known: itself, or with the var hash_customer_id its salted hash. -#}
{% macro hashed_id(expression) %}
    {%- if not omnichannel_rfm.setting('hash_customer_id') -%}
        {%- do return(expression) -%}
    {%- endif -%}
    {#- An id that a spreadsheet has cut is rejected, and has to be seen for it. -#}
    {%- do return(
        'case when ' ~ omnichannel_rfm.is_scientific(expression) ~ ' then ' ~ expression ~ ' else '
        ~ omnichannel_rfm.salted_hash(expression) ~ ' end'
    ) -%}
{% endmacro %}
