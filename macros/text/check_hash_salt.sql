{#- Stops the run, before anything is built, when columns are to be hashed and there is no salt. -#}
{% macro check_hash_salt() %}
    {%- do return(adapter.dispatch('check_hash_salt', 'omnichannel_rfm')()) -%}
{% endmacro %}

{#- Elsewhere salted_hash stops it. -#}
{% macro default__check_hash_salt() %}
{% endmacro %}

{% macro duckdb__check_hash_salt() %}
    {%- if not env_var('OMNICHANNEL_RFM_SALT', '') -%}
        {{ exceptions.raise_compiler_error(
            "The var hashed_personal_columns needs a salt: set the environment variable"
            ~ " OMNICHANNEL_RFM_SALT to a long secret text, or leave the var out to drop these columns."
        ) }}
    {%- endif -%}
{% endmacro %}

{% macro postgres__check_hash_salt() %}
    {%- if not run_query(
        "select coalesce(current_setting('omnichannel_rfm.salt', true), '') <> ''"
    ).rows[0][0] -%}
        {{ exceptions.raise_compiler_error(
            "The var hashed_personal_columns needs a salt, a long secret text, in the setting"
            ~ " omnichannel_rfm.salt of the connection: export"
            ~ " PGOPTIONS=\"-c omnichannel_rfm.salt=SECRET\". Or leave the var out to drop these"
            ~ " columns."
        ) }}
    {%- endif -%}
{% endmacro %}
