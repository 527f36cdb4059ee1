{#- The input whose segments a relation keeps, as `input_identity` once gave it: that of the newest row.
    None where the relation is not there. -#}
{% macro history_input(unique_id, newest_first='input') %}
    {%- set relation = omnichannel_rfm.table_of_node(unique_id) -%}
    {%- set columns = adapter.get_columns_in_relation(relation) if relation else [] -%}
    {%- if 'input' not in columns | map(attribute='name') | map('lower') -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set rows = run_query(
        "select input from " ~ relation ~ " where input is not null order by " ~ newest_first
        ~ " limit 1"
    ).rows -%}
    {%- do return(fromjson(rows[0][0]) if rows else none) -%}
{% endmacro %}
