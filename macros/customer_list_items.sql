{#- Query: the bridge of one row per customer and item of one of the customer's text lists. -#}
{% macro customer_list_items(list_items_model, list_column, item_column) -%}
with

customers as (

    select * from {{ ref('omnichannel_rfm', 'int_customers') }}

),

list_items as (

    select * from {{ ref('omnichannel_rfm', list_items_model) }}

),

customer_items as (

    select
        customers.customer_id,
        list_items.{{ item_column }}

    from customers

    inner join list_items
        on customers.{{ list_column }} = list_items.{{ list_column }}

)

select * from customer_items
{%- endmacro %}
