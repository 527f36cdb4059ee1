{#- The SQL of a step for one customer of int_campaign_candidates: its `bound`, an aggregate of conditions;
    whether it is `missed`, and by how much it is short; and what was `measured`, in words. -#}
{% macro campaign_comparison(step) %}
    {%- set bound = 'bounds.bound_' ~ step.step -%}
    {%- set source = 'customers' if step.field == 'days_since_segment_changed' else step.of -%}
    {%- set value = source ~ '.' ~ step.field -%}
    {%- if step.field == 'days_since_segment_changed' -%}
        {%- set value = dbt.datediff('changes.segment_changed_on', 'customers.analysis_date', 'day') -%}
    {%- elif step.kind == 'date' -%}
        {%- set value = dbt.datediff(value, 'customers.analysis_date', 'day') -%}
    {%- endif -%}
    {%- if step.kind == 'text' -%}
        {%- set found = 'items_' ~ step.step ~ '.conditions' -%}
        {%- do return({
            'of': step.of,
            'kind': step.kind,
            'value': value,
            'short_by': 'null',
            'bound': 'count(case when step = ' ~ step.step ~ ' then 1 end)',
            'missed': found ~ ' is not null' if step.operator == 'is_none_of'
                else 'coalesce(' ~ found ~ ', 0) < coalesce(' ~ bound ~ ', 0)',
            'measured': none,
        }) -%}
    {%- endif -%}
    {#- The smaller of two values that may be at most, the larger of two that must be at least. -#}
    {%- set strictest = 'min' if step.operator in ['at_most', 'below', 'within_days'] else 'max' -%}
    {%- set sign = {
        'at_least': '<', 'above': '<=', 'at_most': '>', 'below': '>=',
        'within_days': '>', 'not_within_days': '<=',
    }[step.operator] -%}
    {%- set compared = value ~ ' ' ~ sign ~ ' ' ~ bound -%}
    {%- if step.field == 'average_order_value' -%}
        {#- Against the exact quotient: 249.996 must not pass for 250.00. -#}
        {%- set compared = 'customers.monetary ' ~ sign ~ ' cast(' ~ bound
            ~ ' as decimal(28, 6)) * customers.frequency' -%}
    {%- endif -%}
    {#- Who has no value has none that is large or small enough, but has not ordered lately either. -#}
    {%- set without_value = 'false' if step.operator == 'not_within_days' else bound ~ ' is not null' -%}
    {%- set shown = 'decimal(18, 2)' if step.kind == 'decimal' else 'decimal(18, 0)' -%}
    {%- set texts = [] -%}
    {%- for number in [value, bound] -%}
        {%- do texts.append('cast(cast(' ~ number ~ ' as ' ~ shown ~ ') as ' ~ dbt.type_string() ~ ')') -%}
    {%- endfor -%}
    {%- set words = omnichannel_rfm.campaign_operators(step.kind)[step.operator].en.split('%') -%}
    {%- set field_words = omnichannel_rfm.campaign_fields()[step.field].en -%}
    {%- do return({
        'of': step.of,
        'kind': step.kind,
        'short_by': 'abs(' ~ value ~ ' - ' ~ bound ~ ')',
        'bound': strictest ~ '(case when step = ' ~ step.step ~ ' then cast(value as decimal(18, 6)) end)',
        'missed': 'coalesce(' ~ compared ~ ', ' ~ without_value ~ ')',
        'measured': omnichannel_rfm.text_literal(field_words ~ ' ') ~ ' || ' ~ texts[0] ~ " || "
            ~ omnichannel_rfm.text_literal((' days ago (' if step.kind == 'date' else ' (') ~ words[0].strip() ~ ' ')
            ~ ' || ' ~ texts[1] ~ ' || ' ~ omnichannel_rfm.text_literal(words[1] ~ ')'),
    }) -%}
{% endmacro %}
