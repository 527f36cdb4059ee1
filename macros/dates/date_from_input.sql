{#- The day of a date text in the input of a form, in the first format that fits it; without one, ISO.
    Optional forms are read as ISO or with points, 31.05.2021. -#}
{% macro date_from_input(form, expression) -%}
    {%- set formats = omnichannel_rfm.setting(
        'order_date_format' if form == 'orders' else 'customer_date_format'
    ) -%}
    {%- set utc_offset = omnichannel_rfm.setting('order_utc_offset') if form == 'orders' else none -%}
    {%- if form in omnichannel_rfm.record_forms() -%}
        coalesce(
            {{ omnichannel_rfm.date_from_timestamp(expression) }},
            {{ omnichannel_rfm.date_from_format(expression, '%d.%m.%Y') }}
        )
    {%- elif formats -%}
        {%- set dates = [] -%}
        {%- for format in ([formats] if formats is string else formats) -%}
            {%- do dates.append(
                omnichannel_rfm.date_from_serial(expression) if format == 'excel_serial'
                else omnichannel_rfm.date_from_format(expression, format, utc_offset)
            ) -%}
        {%- endfor -%}
        {{ dates[0] if dates | length == 1 else 'coalesce(' ~ (dates | join(', ')) ~ ')' }}
    {%- elif form == 'orders' -%}
        {{ omnichannel_rfm.date_from_timestamp(expression, utc_offset) }}
    {%- else -%}
        {{ omnichannel_rfm.date_from_text(expression) }}
    {%- endif -%}
{%- endmacro %}
