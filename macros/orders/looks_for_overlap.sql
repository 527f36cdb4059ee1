{#- Whether lines that several files hold are kept once: only files can overlap. -#}
{% macro looks_for_overlap() %}
    {%- do return(
        omnichannel_rfm.setting('overlapping_files') == 'keep_one'
        and omnichannel_rfm.setting('orders_file') is not none
        and omnichannel_rfm.input_headers('orders') | length > 1
    ) -%}
{% endmacro %}
