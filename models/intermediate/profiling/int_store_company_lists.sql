{{ config(materialized='table') }}

{{ omnichannel_rfm.list_items('store_company_list', 'store_company') }}
