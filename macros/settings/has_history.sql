{#- Whether this build keeps segments over time: from order lines, or from a snapshot. -#}
{% macro has_history() %}
    {%- do return(
        omnichannel_rfm.input_form() == 'orders' or omnichannel_rfm.setting('snapshot_segments')
    ) -%}
{% endmacro %}
