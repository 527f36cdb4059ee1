{#- Query: how often each value of each column of the order lines occurs, for int_column_values. -#}
{% macro order_column_values() %}
    {%- set fields = omnichannel_rfm.order_text_fields() -%}
    {%- for field, layout in omnichannel_rfm.order_fields().items() if field in fields %}
    {%- set is_number = layout.kind == 'decimal' %}
    {%- set text = field ~ '_text' %}
    select
        '{{ field }}' as field,
        cast({{ 'null' if is_number else field }} as {{ dbt.type_string() }}) as text_value,
        cast({{ field if is_number else 'null' }} as decimal(18, 2)) as number_value,
        case when {{ field }} is null then {{ text }} end as other_text,
        count(*) as occurrences

    from {{ ref('omnichannel_rfm', 'stg_orders__lines') }}

    group by
        {{ field }},
        case when {{ field }} is null then {{ text }} end
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
