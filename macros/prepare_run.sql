{#- on-run-start: checks vars and input before anything is built and withdraws the last lists. -#}
{% macro prepare_run() %}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {%- do omnichannel_rfm.check_var_names() -%}
        {%- if 'model.omnichannel_rfm.base_flo__customers' in selected_resources -%}
            {%- do omnichannel_rfm.check_customer_input() -%}
        {%- endif -%}
        {%- if omnichannel_rfm.writes_campaign_lists() -%}
            {%- do omnichannel_rfm.withdraw_campaign_lists() -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
