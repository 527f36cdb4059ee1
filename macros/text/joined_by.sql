{#- Texts joined by a separator, a text literal; null ones are left out. -#}
{% macro joined_by(separator, texts) %}
    {%- do return(adapter.dispatch('joined_by', 'omnichannel_rfm')(separator, texts)) -%}
{% endmacro %}

{% macro default__joined_by(separator, texts) -%}
    concat_ws(
        {{ separator }}
        {%- for text in texts %},
        {{ text }}
        {%- endfor %}
    )
{%- endmacro %}

{#- The concat_ws of Snowflake is null as soon as one of the texts is. -#}
{% macro snowflake__joined_by(separator, texts) -%}
    array_to_string(array_construct_compact({{ texts | join(', ') }}), {{ separator }})
{%- endmacro %}

{% macro bigquery__joined_by(separator, texts) -%}
    array_to_string([{{ texts | join(', ') }}], {{ separator }})
{%- endmacro %}

{% macro redshift__joined_by(separator, texts) -%}
    substring(
        {%- for text in texts %}
        {{ '|| ' if not loop.first }}coalesce({{ separator }} || {{ text }}, '')
        {%- endfor %},
        length({{ separator }}) + 1
    )
{%- endmacro %}

{% macro clickhouse__joined_by(separator, texts) -%}
    arrayStringConcat(
        arrayMap(
            x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), [{{ texts | join(', ') }}])
        ),
        {{ separator }}
    )
{%- endmacro %}
