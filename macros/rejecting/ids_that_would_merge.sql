{#- Sentences on ids that are others but for capital letters or a `.0`: two customers, or one? -#}
{% macro ids_that_would_merge() %}
    {%- set customers = ref('omnichannel_rfm', 'int_customers_checked') -%}
    {%- set notes = [] -%}
    {%- for form, id, is_odd, words in [
        ('lower', 'lower(customer_id)', 'customer_id <> lower(customer_id)', 'capital letters'),
        ('whole_number', "replace(customer_id, '.0', '')", "customer_id like '%.0'", 'a .0 behind them'),
    ] -%}
        {#- Where no id is odd, which is one look at each, nothing is joined. -#}
        {%- set merged = run_query(
            "select count(distinct customer_id) - count(distinct " ~ id ~ ") from " ~ customers
            ~ " where " ~ id ~ " in (select " ~ id ~ " from " ~ customers ~ " where " ~ is_odd ~ ")"
        ).rows[0][0] | int -%}
        {%- if merged > 0 -%}
            {%- do notes.append(
                '{:,} customers are others but for {}: customer_id_form: {} makes them one.'.format(
                    merged, words, form
                )
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(notes) -%}
{% endmacro %}
