{{
    config(
        enabled=omnichannel_rfm.has_history(),
        materialized='table'
    )
}}

with

history_input as (

    select {{ omnichannel_rfm.input_column() }}

)

select * from history_input
