{#- Stops the run, before anything is built, where the database does not sort text by its bytes. -#}
{% macro check_text_order() %}
    {%- do return(adapter.dispatch('check_text_order', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro default__check_text_order() %}
{% endmacro %}

{% macro postgres__check_text_order() %}
    {%- set row = run_query(
        "select 'B' < 'a' and 'z' < 'é' and getdatabaseencoding() = 'UTF8'"
    ).rows[0] -%}
    {%- if not row[0] -%}
        {{ exceptions.raise_compiler_error(
            "The database '" ~ target.database ~ "' does not sort text by its bytes in UTF-8, so ties"
            ~ " between customers would be broken, and lists sorted, in another order than elsewhere."
            ~ " Make one that does: createdb --template=template0 --encoding=UTF8 --locale=C NAME"
        ) }}
    {%- endif -%}
{% endmacro %}
