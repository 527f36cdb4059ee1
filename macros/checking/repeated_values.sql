{#- Query: the combinations of columns that occur in more than one row, each once. -#}
{% macro repeated_values(relation, columns) %}
    {%- do return(adapter.dispatch('repeated_values', 'omnichannel_rfm')(relation, columns)) -%}
{% endmacro %}

{% macro default__repeated_values(relation, columns) -%}
    select {{ columns }}

    from {{ relation }}

    group by {{ columns }}

    having count(*) > 1
{%- endmacro %}

{#- Grouping short hashes takes half the time of grouping long text. Two values may share a hash, so
    the few that a repeated hash points to are grouped as themselves. -#}
{% macro duckdb__repeated_values(relation, columns) -%}
    select {{ columns }}

    from {{ relation }}

    where hash({{ columns }}) in (
        select hash({{ columns }}) from {{ relation }}

        group by hash({{ columns }})

        having count(*) > 1
    )

    group by {{ columns }}

    having count(*) > 1
{%- endmacro %}
