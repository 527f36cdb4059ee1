{#- Why a customer of order lines is rejected of whom no order counts. -#}
{% macro no_orders_reason() -%}
    no_counted_orders{{ '_in_look_back' if omnichannel_rfm.setting('look_back_months') }}
{%- endmacro %}
