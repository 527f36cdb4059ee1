{#- Every reason to reject an order line, in reporting order: a list of [reason, condition]. -#}
{% macro order_rejection_reasons() %}
    {%- set analysis_date = omnichannel_rfm.setting('analysis_date') -%}
    {%- set largest = omnichannel_rfm.largest_number() -%}
    {%- set amount_fields = omnichannel_rfm.amount_fields() -%}
    {%- set checks = [] -%}
    {%- if omnichannel_rfm.looks_for_overlap() -%}
        {%- do checks.append(['repeated_in_another_file', 'is_repeated_in_another_file = 1']) -%}
    {%- endif -%}
    {%- for problem in [
        'missing_order_header', 'several_order_headers', 'order_without_lines'
    ] if 'order_headers' in omnichannel_rfm.order_forms() -%}
        {%- do checks.append([problem, "spread_problem = '" ~ problem ~ "'"]) -%}
    {%- endfor -%}
    {%- do checks.extend(omnichannel_rfm.id_rejection_reasons()) -%}
    {%- if omnichannel_rfm.has_order_field('order_id') -%}
        {%- do checks.extend([
            ['missing_order_id', 'order_id is null'],
            ['order_of_several_customers', 'is_of_several_customers = 1'],
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
    {#- What money comes from has to be sound; other numbers may be missing. -#}
    {%- for field in amount_fields -%}
        {%- do checks.append([
            'missing_' ~ field,
            omnichannel_rfm.clean_text(field ~ '_text') ~ ' is null and is_refund = 0'
        ]) -%}
        {%- do checks.extend(omnichannel_rfm.number_reasons(field)) -%}
    {%- endfor -%}
    {%- if 'order_refunds' in omnichannel_rfm.order_forms() -%}
        {%- do checks.append(['unusable_refund', 'is_refund = 1 and amount is null']) -%}
    {%- endif -%}
    {%- if omnichannel_rfm.has_order_field('refunded_amount') -%}
        {%- do checks.extend(omnichannel_rfm.number_reasons('refunded_amount')) -%}
    {%- endif -%}
    {%- if amount_fields == ['order_total'] -%}
        {%- do checks.append(['several_order_totals', 'has_several_totals = 1']) -%}
    {%- endif -%}
    {%- if amount_fields | length > 1 or omnichannel_rfm.has_order_field('currency') -%}
        {%- do checks.append([
            'too_large_amount',
            'abs(written_amount) > ' ~ largest ~ ' or abs(exact_amount) > ' ~ largest
        ]) -%}
    {%- endif -%}
    {%- if omnichannel_rfm.has_order_field('currency') -%}
        {%- do checks.append(['missing_exchange_rate', 'exchange_rate is null']) -%}
    {%- endif -%}
    {%- do checks.append(['unmapped_status', 'status is not null and status_policy is null']) -%}
    {%- if omnichannel_rfm.has_order_field('channel') -%}
        {%- do checks.append(
            ['unmapped_channel', 'channel is not null and channel_kind is null']
        ) -%}
    {%- endif -%}
    {%- do return(checks) -%}
{% endmacro %}
