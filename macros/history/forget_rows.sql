{#- Before a run: empties the table of a node, where it is there. -#}
{% macro forget_rows(unique_id) %}
    {%- set table = omnichannel_rfm.table_of_node(unique_id) -%}
    {%- if table -%}
        {%- call statement('forget_rows', auto_begin=true) -%}
            delete from {{ table }}
        {%- endcall -%}
        {#- A hook's own transaction would be rolled back. -#}
        {%- do adapter.commit() -%}
    {%- endif -%}
{% endmacro %}
