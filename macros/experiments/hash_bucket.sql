{#- A whole number from 0 to 2^64 - 1, drawn from a text by its MD5: the same on every engine, for ever. -#}
{% macro hash_bucket(text) %}
    {%- do return(adapter.dispatch('hash_bucket', 'omnichannel_rfm')(text)) -%}
{% endmacro %}

{% macro default__hash_bucket(text) -%}
    {{ omnichannel_rfm.stop_on_other_targets('hash_bucket is for DuckDB, PostgreSQL and Spark') }}
{%- endmacro %}

{% macro duckdb__hash_bucket(text) -%}
    cast(cast('0x' || substr(md5({{ text }}), 1, 16) as ubigint) as decimal(20, 0))
{%- endmacro %}

{#- The upper half of the numbers comes out negative. -#}
{% macro postgres__hash_bucket(text) -%}
    mod(
        cast(cast(cast('x' || substr(md5({{ text }}), 1, 16) as bit(64)) as bigint) as numeric(20, 0))
        + 18446744073709551616,
        18446744073709551616
    )
{%- endmacro %}

{% macro spark__hash_bucket(text) -%}
    cast(conv(substr(md5({{ text }}), 1, 16), 16, 10) as decimal(20, 0))
{%- endmacro %}
