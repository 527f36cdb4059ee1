{#- A whole number from 0 to 2^64 - 1, drawn from a text by its MD5: the same on every engine, for ever. -#}
{% macro hash_bucket(text) %}
    {%- do return(adapter.dispatch('hash_bucket', 'omnichannel_rfm')(text)) -%}
{% endmacro %}

{% macro default__hash_bucket(text) -%}
    {{ omnichannel_rfm.stop_on_other_targets(
        "Customers are drawn on BigQuery, ClickHouse, DuckDB, PostgreSQL, Redshift, Snowflake, Spark and Trino"
    ) }}
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

{% macro snowflake__hash_bucket(text) -%}
    to_number(substr(md5({{ text }}), 1, 16), 'XXXXXXXXXXXXXXXX')
{%- endmacro %}

{#- In two halves, each of which a whole number of 64 bits with a sign can hold. -#}
{% macro bigquery__hash_bucket(text) -%}
    cast(cast(concat('0x', substr(to_hex(md5({{ text }})), 1, 8)) as int64) as bignumeric) * 4294967296
        + cast(concat('0x', substr(to_hex(md5({{ text }})), 9, 8)) as int64)
{%- endmacro %}

{% macro redshift__hash_bucket(text) -%}
    cast(strtol(substring(md5({{ text }}), 1, 8), 16) as decimal(20, 0)) * 4294967296
        + strtol(substring(md5({{ text }}), 9, 8), 16)
{%- endmacro %}

{% macro trino__hash_bucket(text) -%}
    cast(from_base(substr(to_hex(md5(to_utf8({{ text }}))), 1, 8), 16) as decimal(20, 0)) * 4294967296
        + from_base(substr(to_hex(md5(to_utf8({{ text }}))), 9, 8), 16)
{%- endmacro %}

{#- Its MD5 are bytes, the first of them the highest. -#}
{% macro clickhouse__hash_bucket(text) -%}
    toDecimal128(reinterpretAsUInt64(reverse(substring(MD5({{ text }}), 1, 8))), 0)
{%- endmacro %}
