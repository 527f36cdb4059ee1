{#- The texts of a group in their order, with a separator between them, an aggregate. -#}
{% macro ordered_list(expression, separator) %}
    {%- do return(adapter.dispatch('ordered_list', 'omnichannel_rfm')(expression, separator)) -%}
{% endmacro %}

{% macro default__ordered_list(expression, separator) -%}
    {{ dbt.listagg(
        expression, omnichannel_rfm.text_literal(separator), 'order by ' ~ expression
    ) }}
{%- endmacro %}

{#- dbt leaves out the order here, with a warning. -#}
{% macro spark__ordered_list(expression, separator) -%}
    nullif(
        array_join(
            sort_array(collect_list({{ expression }})), {{ omnichannel_rfm.text_literal(separator) }}
        ),
        ''
    )
{%- endmacro %}
