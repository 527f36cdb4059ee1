{#- Every reason to reject a customer row, in reporting order: a list of [reason, condition]. -#}
{% macro rejection_reasons(is_repeated=false) %}
    {%- set analysis_date = omnichannel_rfm.setting('analysis_date') -%}
    {%- set plausible_dates -%}
        cast('{{ omnichannel_rfm.setting('earliest_order_date') }}' as date)
        and cast('{{ omnichannel_rfm.setting('latest_order_date') }}' as date)
    {%- endset -%}

    {%- set channels = omnichannel_rfm.customer_channels() -%}
    {%- set without_orders = (omnichannel_rfm.channel_fields('order_count') | join(' = 0 and ')) ~ ' = 0' -%}
    {#- Of who has never ordered nothing else need be known. -#}
    {%- set with_orders = ' is null and coalesce(not (' ~ without_orders ~ '), true)' -%}

    {#- No list behind `in`: DuckDB makes a join of it, which every row would go through. -#}
    {%- set checks = omnichannel_rfm.id_rejection_reasons() -%}
    {%- if is_repeated -%}
        {%- do checks.extend([
            ['contradictory_duplicate', 'is_contradictory'],
            ['exact_duplicate', 'copy_number > 1 and not is_contradictory'],
        ]) -%}
    {%- endif -%}

    {%- for date in ['first_order_date', 'last_order_date']
        if date in omnichannel_rfm.customer_needs() -%}
        {%- do checks.append([
            'missing_' ~ date, omnichannel_rfm.clean_text(date ~ '_text') ~ with_orders
        ]) -%}
    {%- endfor -%}
    {%- for date in [
        'first_order_date', 'last_order_date', 'last_online_order_date', 'last_offline_order_date'
    ] -%}
        {%- do checks.append([
            'unparsable_' ~ date,
            date ~ ' is null and ' ~ omnichannel_rfm.clean_text(date ~ '_text') ~ ' is not null'
        ]) -%}
        {%- do checks.append(['implausible_' ~ date, date ~ ' not between ' ~ plausible_dates]) -%}
        {%- if analysis_date -%}
            {%- do checks.append([
                date ~ '_after_analysis_date', date ~ " > cast('" ~ analysis_date ~ "' as date)"
            ]) -%}
        {%- endif -%}
    {%- endfor -%}

    {%- set rejects_parts_of_cents = omnichannel_rfm.setting('amount_decimals') == 'reject' -%}
    {%- for channel in channels -%}
        {%- set count = channel ~ 'order_count' -%}
        {%- set spend = channel ~ 'spend' -%}
        {%- set date = 'last_' ~ channel ~ 'order_date' -%}
        {%- for number in [count, spend] -%}
            {%- set text = omnichannel_rfm.clean_text(number ~ '_text') -%}
            {%- set written = omnichannel_rfm.number_from_text(number ~ '_text') -%}
            {%- do checks.extend([
                ['missing_' ~ number, text ~ (' is null' if number == count else with_orders)],
                ['unparsable_' ~ number, written ~ ' is null and ' ~ text ~ ' is not null'],
                ['ambiguous_' ~ number, omnichannel_rfm.is_of_two_readings(number ~ '_text')],
                ['negative_' ~ number, written ~ ' < 0'],
                ['too_large_' ~ number, written ~ ' > ' ~ omnichannel_rfm.largest_number()],
            ]) -%}
        {%- endfor -%}
        {%- set written_count = omnichannel_rfm.number_from_text(count ~ '_text') -%}
        {%- set written_spend = omnichannel_rfm.number_from_text(spend ~ '_text') -%}
        {#- Not by round(), which has no place for the next number after twenty nines. -#}
        {%- set cent = omnichannel_rfm.decimal_literal('0.01') -%}
        {%- do checks.extend([
            ['fractional_' ~ count, 'mod(' ~ written_count ~ ', 1) <> 0'],
            [
                'fractional_cents_in_' ~ spend,
                'mod(' ~ written_spend ~ ', ' ~ cent ~ ') <> 0' if rejects_parts_of_cents else '1 = 0'
            ],
            [
                'missing_' ~ date,
                count ~ ' > 0 and ' ~ omnichannel_rfm.clean_text(date ~ '_text') ~ ' is null'
                if channels | length == 2 else '1 = 0'
            ],
            [date ~ '_without_orders', count ~ ' = 0 and ' ~ date ~ ' is not null'],
            [spend ~ '_without_orders', count ~ ' = 0 and ' ~ spend ~ ' > 0'],
            [
                'first_order_after_last_' ~ channel ~ 'order',
                'first_order_date > ' ~ date if channel else '1 = 0'
            ],
        ]) -%}
    {%- endfor -%}

    {%- do checks.extend([
        ['no_orders', without_orders],
        ['first_order_after_last_order', 'first_order_date > last_order_date'],
        [
            'last_order_not_latest_of_channels',
            'last_order_date <> greatest('
            ~ 'coalesce(last_online_order_date, last_offline_order_date), '
            ~ 'coalesce(last_offline_order_date, last_online_order_date))'
        ],
    ]) -%}
    {%- for list in ['category_list', 'store_company_list'] -%}
        {%- do checks.append([
            'unbalanced_brackets_in_' ~ list,
            "(" ~ list ~ " like '[%') <> (" ~ list ~ " like '%]')"
        ]) -%}
    {%- endfor -%}

    {%- do return(checks) -%}
{% endmacro %}
