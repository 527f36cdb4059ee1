{#- A relation that is written into SQL right also where its names hold quotes. -#}
{% macro quoted_relation(relation) %}
    {%- set path = {} -%}
    {%- for part in ['database', 'schema', 'identifier'] if relation[part] -%}
        {#- dbt sets the outer quotes. -#}
        {%- do path.update({part: omnichannel_rfm.quoted_name(relation[part])[1:-1]}) -%}
    {%- endfor -%}
    {%- do return(relation.incorporate(path=path)) -%}
{% endmacro %}
