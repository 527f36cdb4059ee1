{#- The columns by which a mart's row says which run and which version of the project made it. -#}
{% macro run_columns() -%}
    cast(
        {{ omnichannel_rfm.text_literal(omnichannel_rfm.setting('run_id') or invocation_id) }}
        as {{ dbt.type_string() }}
    ) as run_id,
    cast('{{ omnichannel_rfm.project_version() }}' as {{ dbt.type_string() }}) as project_version
{%- endmacro %}
