{#- The column by which a row of the history says which input it comes from: JSON of input_identity. -#}
{% macro input_column() -%}
    cast(
        {{ omnichannel_rfm.text_literal(tojson(omnichannel_rfm.input_identity())) }}
        as {{ dbt.type_string() }}
    ) as input
{%- endmacro %}
