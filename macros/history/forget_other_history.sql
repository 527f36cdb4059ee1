{#- Empties the history of segments when it is of another input that can be given up: a shipped sample,
    or customers whose snapshot has been dropped. All its dates are then computed again. -#}
{% macro forget_other_history() %}
    {%- set mart = 'model.omnichannel_rfm.customer_segments_history' -%}
    {%- set last = omnichannel_rfm.history_input('model.omnichannel_rfm.int_history_input') -%}
    {%- if last and omnichannel_rfm.is_other_input(last)
        and (last.is_sample or omnichannel_rfm.input_form() == 'customers') -%}
        {%- set node = graph.nodes[mart] -%}
        {%- if load_relation(api.Relation.create(node.database, node.schema, node.alias)) -%}
            {%- call statement('forget_other_history', auto_begin=true) -%}
                delete from {{ node.relation_name }}
            {%- endcall -%}
            {#- A hook's own transaction would be rolled back. -#}
            {%- do adapter.commit() -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
