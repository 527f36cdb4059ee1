{#- on-run-start: checks vars, database, input and the place to publish before anything is built. -#}
{% macro prepare_run() %}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {%- do omnichannel_rfm.check_vars() -%}
        {%- if 'model.omnichannel_rfm.customer_segments' in selected_resources -%}
            {%- do omnichannel_rfm.check_text_order() -%}
        {%- endif -%}
        {%- set snapshot = 'snapshot.omnichannel_rfm.customer_segments_snapshot' -%}
        {%- if omnichannel_rfm.setting('snapshot_segments') and snapshot not in selected_resources -%}
            {%- set is_there = omnichannel_rfm.table_of_node(snapshot) is not none -%}
            {%- if not is_there and 'model.omnichannel_rfm.int_customers_by_date' in selected_resources -%}
                {{ exceptions.raise_compiler_error(
                    graph.nodes[snapshot].relation_name ~ " is not there yet, and this run does not write it. Run dbt"
                    ~ " build, or leave out the var snapshot_segments."
                ) }}
            {%- elif 'model.omnichannel_rfm.customer_segments' in selected_resources -%}
                {%- do log(
                    'This run does not keep its segments: dbt build writes'
                    ~ ' customer_segments_snapshot.', info=true
                ) -%}
            {%- endif -%}
        {%- endif -%}
        {%- if 'model.omnichannel_rfm.stg_flo__customers' in selected_resources -%}
            {%- do omnichannel_rfm.check_input('customers') -%}
        {%- endif -%}
        {%- if 'model.omnichannel_rfm.stg_orders__texts' in selected_resources -%}
            {%- for form in omnichannel_rfm.order_forms() -%}
                {%- do omnichannel_rfm.check_input(form) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- for form in omnichannel_rfm.record_forms() if omnichannel_rfm.given_input(form)
            and 'model.omnichannel_rfm.stg_records__' ~ form in selected_resources -%}
            {%- do omnichannel_rfm.check_input(form) -%}
        {%- endfor -%}
        {%- set python_models = graph.nodes.values() | selectattr('language', 'equalto', 'python') -%}
        {%- if python_models | map(attribute='unique_id') | select('in', selected_resources) | list -%}
            {%- do omnichannel_rfm.check_statistics() -%}
        {%- endif -%}
        {%- if flags.WHICH != 'seed' and not omnichannel_rfm.reason_not_to_publish() -%}
            {%- do omnichannel_rfm.check_publishing() -%}
        {%- endif -%}
    {%- endif -%}
    {%- if execute and flags.WHICH in ['build', 'run']
        and 'model.omnichannel_rfm.int_launched_members' in selected_resources -%}
        {%- do omnichannel_rfm.keep_launches() -%}
    {%- endif -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'snapshot'] -%}
        {%- do omnichannel_rfm.check_history_input() -%}
        {%- if 'model.omnichannel_rfm.customer_segments_history' in selected_resources -%}
            {%- do omnichannel_rfm.forget_other_history() -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
