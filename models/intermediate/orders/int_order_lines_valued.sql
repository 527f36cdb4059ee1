{{ config(enabled=omnichannel_rfm.input_form() == 'orders') }}

{%- set amount_fields = omnichannel_rfm.amount_fields() -%}
{%- set has_currency = omnichannel_rfm.has_order_field('currency') -%}
{%- set is_overlap_looked_for = omnichannel_rfm.looks_for_overlap() %}

with

order_lines as (

    select
        *,
        {{ omnichannel_rfm.known_order_id() }} as known_order_id

    from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

),

statuses as (

    {{ omnichannel_rfm.status_policies() }}

),

channels as (

    select * from {{ omnichannel_rfm.input_model('order_channels') }}

),
{%- if has_currency %}

rates as (

    select
        *,
        lead(from_date) over (partition by currency order by from_date) as next_from_date

    from {{ omnichannel_rfm.input_model('exchange_rates') }}

),
{%- endif %}

numbered as (

    select
        *,
        -- the total of an order is taken from one of its lines
        {{ omnichannel_rfm.line_number('known_order_id, is_refund')
            if amount_fields == ['order_total'] else 1 }} as line_number,
        -- lines of a file that say the same are told apart
        {{ omnichannel_rfm.line_number(
            omnichannel_rfm.line_content('order_lines') ~ ', input_file'
        )
            if is_overlap_looked_for else 1 }} as copy_number

    from order_lines

),

valued as (

    select
        numbered.*,
        statuses.policy as status_policy,
        channels.channel_kind,
        {%- if has_currency %}
        -- a currency alone is that of the reports
        case
            when min(numbered.currency) over () = max(numbered.currency) over ()
                then coalesce(rates.rate, 1)
            else rates.rate
        end as exchange_rate,
        {%- else %}
        cast(1 as decimal(18, 8)) as exchange_rate,
        {%- endif %}
        {%- if is_overlap_looked_for %}
        case
            when
                numbered.input_file > min(numbered.input_file) over (
                    partition by
                        {{ omnichannel_rfm.line_content('numbered') }}, numbered.copy_number
                )
                then 1
            else 0
        end as is_repeated_in_another_file,
        {%- else %}
        0 as is_repeated_in_another_file,
        {%- endif %}
        {{ omnichannel_rfm.written_amount('numbered') }} as written_amount,
        case when numbered.line_number = 1 then abs(numbered.refunded_amount) end
            as written_refund

    from numbered

    left join statuses
        on {{ omnichannel_rfm.folded_text('numbered.status') }} = statuses.status

    left join channels
        on lower(numbered.channel) = channels.channel
    {%- if has_currency %}

    left join rates
        on upper(numbered.currency) = rates.currency
        and numbered.order_date >= rates.from_date
        and (numbered.order_date < rates.next_from_date or rates.next_from_date is null)
    {%- endif %}

)

select * from valued
