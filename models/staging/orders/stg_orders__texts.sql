{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set fields = omnichannel_rfm.input_fields('orders') -%}
{%- set forms = omnichannel_rfm.order_forms() -%}
{%- set headers = {} -%}
{%- for form in forms -%}
    {%- do headers.update({form: omnichannel_rfm.input_headers(form)}) -%}
    {%- do omnichannel_rfm.check_input_columns(form, headers[form]) -%}
{%- endfor -%}
{%- set is_spread = omnichannel_rfm.is_spread_over_lines() -%}

with

{%- for form in forms %}

{{ form }} as (

    select
        {%- for field, columns in omnichannel_rfm.input_columns(form, headers[form]).items() %}
        {{ omnichannel_rfm.input_value(columns) }} as {{ field }},
        {%- endfor %}
        {{ 1 if form == 'order_refunds' else 0 }} as is_refund,
        cast(
            {{ 'omnichannel_rfm_file' if form == 'orders' and omnichannel_rfm.looks_for_overlap()
                else 'null' }} as {{ dbt.type_string() }}
        ) as input_file

    from {{ omnichannel_rfm.input_relation(form, headers[form]) }}

),
{%- endfor %}

order_lines as (

    select * from orders
    {%- if 'order_refunds' in forms %}

    union all

    select * from order_refunds
    {%- endif %}

),
{%- if 'order_headers' in forms %}

headers as (

    select
        *,
        {{ omnichannel_rfm.clean_text('order_id') }} as header_id,
        count(*) over (partition by {{ omnichannel_rfm.clean_text('order_id') }}) as copies

    from order_headers

),
{%- endif %}

with_headers as (

    select
        {%- for field in fields %}
        {%- if 'order_headers' in forms %}
        coalesce({{ omnichannel_rfm.clean_text('order_lines.' ~ field) }}, headers.{{ field }})
            as {{ field }},
        {%- else %}
        order_lines.{{ field }},
        {%- endif %}
        {%- endfor %}
        coalesce(order_lines.is_refund, 0) as is_refund,
        order_lines.input_file,
        cast(
            {%- if 'order_headers' in forms %}
            case
                when headers.header_id is null then 'missing_order_header'
                when headers.copies > 1 then 'several_order_headers'
                when order_lines.order_id is null and headers.order_total is null
                    then 'order_without_lines'
            end
            {%- else %} null {%- endif %} as {{ dbt.type_string() }}
        ) as spread_problem

    from order_lines
    {%- if 'order_headers' in forms %}

    full outer join headers
        on {{ omnichannel_rfm.clean_text('order_lines.order_id') }} = headers.header_id
    {%- endif %}

),

-- what is written once an order is of all its lines, where it says one thing only
filled as (

    select
        {%- for field, layout in fields.items() %}
        {%- if is_spread and layout.is_of_order %}
        coalesce(
            {{ omnichannel_rfm.clean_text(field) }},
            {{ omnichannel_rfm.only_value_of_order(field) }}
        ) as {{ field }},
        {%- else %}
        {{ field }},
        {%- endif %}
        {%- endfor %}
        is_refund,
        input_file,
        spread_problem

    from with_headers

)

select * from filled
