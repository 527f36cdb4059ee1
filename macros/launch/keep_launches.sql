{#- Before a build that may launch: what was launched is there, and of the input that is read. Launches of
    a shipped sample give way to those of another input. -#}
{% macro keep_launches() %}
    {%- if omnichannel_rfm.setting('publish_path') and not dbt_version.startswith('2.') -%}
        {%- do omnichannel_rfm.restore_launches() -%}
    {%- endif -%}
    {%- set plans = 'model.omnichannel_rfm.int_launched_plans' -%}
    {%- set last = omnichannel_rfm.history_input(plans, 'launched_on desc, campaign_id') -%}
    {%- set input = omnichannel_rfm.input_identity() -%}
    {%- if last and last.is_sample and omnichannel_rfm.is_other_input(last) -%}
        {%- for model in ['int_launched_members', 'int_launched_plans'] -%}
            {%- do omnichannel_rfm.forget_rows('model.omnichannel_rfm.' ~ model) -%}
        {%- endfor -%}
    {%- elif last and not last.is_sample and (input.is_sample or input.name) -%}
        {%- do omnichannel_rfm.check_same_input(
            last,
            "the campaigns in " ~ graph.nodes[plans].relation_name ~ " were launched with",
            ["Build in another database: OMNICHANNEL_RFM_DATABASE names another work file,"
            ~ " OMNICHANNEL_RFM_SCHEMA another schema of a server."]
        ) -%}
    {%- endif -%}
{% endmacro %}
