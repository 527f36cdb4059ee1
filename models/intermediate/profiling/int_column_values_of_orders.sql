{{ config(enabled=omnichannel_rfm.input_form() == 'orders', materialized='table') }}

{%- set fields = omnichannel_rfm.profiled_fields('orders') %}
{%- set texts = [] %}
{%- set numbers = [] %}
{%- set others = [] %}
{%- for field, layout in fields.items() %}
{%- if layout.kind == 'decimal' %}
{%- do numbers.append('cast(' ~ field ~ ' as decimal(18, 2))') %}
{%- else %}
{%- do texts.append('cast(' ~ field ~ ' as ' ~ dbt.type_string() ~ ')') %}
{%- endif %}
{%- do others.append(field ~ '_other') %}
{%- endfor %}

with

order_lines as (

    select
        {%- for field in fields %}
        {{ field }},
        case when {{ field }} is null then {{ field }}_text end as {{ field }}_other
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

),

-- all fields in one pass over the input: of a row's columns only those of its field are there
column_values as (

    select
        case
            {%- for field in fields %}
            when grouping({{ field }}) = 0 then '{{ field }}'
            {%- endfor %}
        end as field,
        coalesce({{ texts | join(', ') }}) as text_value,
        coalesce({{ numbers | join(', ') }}) as number_value,
        coalesce({{ others | join(', ') }}) as other_text,
        count(*) as occurrences

    from order_lines

    group by
        grouping sets ( -- noqa: PRS
            {%- for field in fields %}
            ({{ field }}, {{ field }}_other){{ ',' if not loop.last }}
            {%- endfor %}
        )

)

select * from column_values
