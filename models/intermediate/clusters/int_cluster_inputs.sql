{{ config(enabled=omnichannel_rfm.setting('statistics')) }}

{%- set features = omnichannel_rfm.cluster_features() %}

with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers_segmented') }}

),

inputs as (

    select
        customer_id,
        analysis_date,
        '{{ omnichannel_rfm.cluster_recipe() }}' as recipe,
        cast(monetary as double) as customer_value,
        [
            {%- for feature in features %}
            '{{ feature }}'{{ ',' if not loop.last }}
            {%- endfor %}
        ] as feature_names,
        [
            {%- for feature in features %}
            coalesce(
                cast({{ feature }} as double),
                error(
                    'Customer ' || customer_id || ' has no {{ feature }}, as an order names no'
                    || ' channel: set the var cluster_recipe to rfm.'
                )
            ){{ ',' if not loop.last }}
            {%- endfor %}
        ] as feature_values

    from customers

)

select * from inputs
