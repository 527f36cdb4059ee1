{#- A text hashed with the salt of this installation, so that it can be matched and not read. -#}
{% macro salted_hash(expression) %}
    {%- do return(adapter.dispatch('salted_hash', 'omnichannel_rfm')(expression)) -%}
{% endmacro %}

{% macro default__salted_hash(expression) %}
    {{ exceptions.raise_compiler_error(
        "hashed_personal_columns is done by DuckDB and PostgreSQL only, and the target is "
        ~ target.type ~ ": leave the var out; the personal columns are then dropped."
    ) }}
{% endmacro %}

{#- The plugin sets the variable from the environment: the salt is in no SQL, file or log. -#}
{% macro duckdb__salted_hash(expression) -%}
    {{ omnichannel_rfm.sha256_text("getvariable('omnichannel_rfm_salt') || " ~ expression) }}
{%- endmacro %}

{#- libpq hands the setting over when it connects: the salt is in no SQL, file or log. -#}
{% macro postgres__salted_hash(expression) -%}
    {{ omnichannel_rfm.sha256_text(
        "current_setting('omnichannel_rfm.salt', true) || " ~ expression
    ) }}
{%- endmacro %}
