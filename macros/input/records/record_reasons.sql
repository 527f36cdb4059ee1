{#- Every reason to reject a row of an optional form of input, in reporting order: a list of [reason,
    condition]. -#}
{% macro record_reasons(form) %}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set checks = [] -%}
    {%- for field, layout in fields.items() -%}
        {%- set text = omnichannel_rfm.clean_text(field ~ '_text') -%}
        {%- if field == 'customer_id' -%}
            {%- do checks.extend(omnichannel_rfm.id_rejection_reasons()) -%}
        {%- elif layout.kind != 'text' -%}
            {%- if layout.type in ['integer', 'decimal(18, 2)'] -%}
                {%- do checks.append([
                    'ambiguous_' ~ field,
                    field ~ ' is null and ' ~ omnichannel_rfm.is_of_two_readings(field ~ '_text')
                ]) -%}
            {%- endif -%}
            {%- do checks.append(
                ['unparsable_' ~ field, field ~ ' is null and ' ~ text ~ ' is not null']
            ) -%}
        {%- endif -%}
        {%- if layout.required and field != 'customer_id' -%}
            {%- do checks.append(['missing_' ~ field, text ~ ' is null']) -%}
        {%- endif -%}
        {%- do checks.extend((layout.faults or {}).items()) -%}
    {%- endfor -%}
    {#- Of rows that say different things nobody knows which is right; of equal ones the first is kept. -#}
    {%- do checks.extend([
        ['conflicting_rows', 'has_key and least_content <> greatest_content'],
        ['repeated_row', 'has_key and least_content = greatest_content and copy_number > 1'],
    ]) -%}
    {%- do return(checks) -%}
{% endmacro %}
