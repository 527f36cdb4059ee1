{#- The texts of a group in their order, or in that of another column, with a separator between them: an
    aggregate. -#}
{% macro ordered_list(expression, separator, order_by=none) %}
    {%- do return(adapter.dispatch('ordered_list', 'omnichannel_rfm')(
        expression, separator, order_by
    )) -%}
{% endmacro %}

{% macro default__ordered_list(expression, separator, order_by) -%}
    {{ dbt.listagg(
        expression, omnichannel_rfm.text_literal(separator), 'order by ' ~ (order_by or expression)
    ) }}
{%- endmacro %}

{#- dbt leaves out the order here, with a warning. -#}
{% macro spark__ordered_list(expression, separator, order_by) -%}
    {%- set texts = 'sort_array(collect_list(' ~ expression ~ '))' -%}
    {%- if order_by -%}
        {%- set texts = 'transform(sort_array(collect_list(struct(' ~ order_by ~ ' as place, '
            ~ expression ~ ' as text))), one -> one.text)' -%}
    {%- endif -%}
    nullif(array_join({{ texts }}, {{ omnichannel_rfm.text_literal(separator) }}), '')
{%- endmacro %}
