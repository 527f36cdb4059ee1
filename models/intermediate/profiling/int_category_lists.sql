{{ config(materialized='table') }}

{{ omnichannel_rfm.list_items('category_list', 'category') }}
