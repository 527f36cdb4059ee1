{#- Every reason to reject an order line, in reporting order: a list of [reason, condition]. -#}
{% macro order_rejection_reasons() %}
    {%- set analysis_date = omnichannel_rfm.setting('analysis_date') -%}
    {%- set largest = omnichannel_rfm.largest_number() -%}
    {%- set has_amount = omnichannel_rfm.has_order_field('amount') -%}
    {%- set checks = omnichannel_rfm.id_rejection_reasons() -%}
    {%- if omnichannel_rfm.has_order_field('order_id') -%}
        {%- do checks.extend([
            ['missing_order_id', 'order_id is null'],
            ['order_of_several_customers', 'is_order_of_several_customers'],
        ]) -%}
    {%- endif -%}
    {%- do checks.extend([
        [
            'missing_order_date',
            omnichannel_rfm.clean_text('order_date_text') ~ ' is null'
        ],
        [
            'unparsable_order_date',
            'order_date is null and ' ~ omnichannel_rfm.clean_text('order_date_text')
            ~ ' is not null'
        ],
        [
            'implausible_order_date',
            "order_date not between cast('" ~ omnichannel_rfm.setting('earliest_order_date')
            ~ "' as date) and cast('" ~ omnichannel_rfm.setting('latest_order_date') ~ "' as date)"
        ],
    ]) -%}
    {%- if analysis_date -%}
        {#- What is ignored does not move a derived date either: decision 0004. -#}
        {%- do checks.append([
            'order_date_after_analysis_date',
            "order_date > cast('" ~ analysis_date ~ "' as date)"
            ~ " and coalesce(status_policy, 'count') <> 'ignore'"
        ]) -%}
    {%- endif -%}
    {#- What the amount comes from has to be there; the other numbers may be missing. -#}
    {%- set sources = ['amount'] if has_amount else ['quantity', 'unit_price'] -%}
    {%- for number in ['quantity', 'unit_price', 'amount', 'discount'] -%}
        {%- set text = omnichannel_rfm.clean_text(number ~ '_text') -%}
        {%- set written = omnichannel_rfm.number_from_text(number ~ '_text') -%}
        {%- if number in sources -%}
            {%- do checks.append(['missing_' ~ number, text ~ ' is null']) -%}
        {%- endif -%}
        {%- do checks.extend([
            ['unparsable_' ~ number, written ~ ' is null and ' ~ text ~ ' is not null'],
            ['too_large_' ~ number, 'abs(' ~ written ~ ') > ' ~ largest],
        ]) -%}
        {%- set places = {'quantity': 4, 'unit_price': 6, 'amount': 2, 'discount': 2}[number] -%}
        {%- set reason = 'fractional_cents_in_' if places == 2 else 'too_many_decimals_in_' -%}
        {#- Not by round(), which has no place for the next number after twenty nines. -#}
        {%- set unit = omnichannel_rfm.decimal_literal('0.' ~ '0' * (places - 1) ~ '1') -%}
        {%- if places == 2 -%}
            {%- do checks.append([
                'ambiguous_' ~ number, omnichannel_rfm.is_of_two_readings(number ~ '_text')
            ]) -%}
        {%- endif -%}
        {%- if places > 2 or omnichannel_rfm.setting('amount_decimals') == 'reject' -%}
            {%- do checks.append([reason ~ number, 'mod(' ~ written ~ ', ' ~ unit ~ ') <> 0']) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not has_amount -%}
        {%- do checks.append(['too_large_amount', 'abs(exact_amount) > ' ~ largest]) -%}
    {%- endif -%}
    {%- do checks.append(['unmapped_status', 'status is not null and status_policy is null']) -%}
    {%- if omnichannel_rfm.has_order_field('channel') -%}
        {%- do checks.extend([
            ['missing_channel', 'channel is null'],
            ['unmapped_channel', 'channel is not null and channel_kind is null'],
        ]) -%}
    {%- endif -%}
    {%- do return(checks) -%}
{% endmacro %}
