{#- What the last run in the var publish_path says of itself, as manifest.json has it; none where nothing is
    published. On DuckDB. -#}
{% macro published_manifest() %}
    {#- In brackets a wildcard stands for itself. A file that is not there has no row. -#}
    {%- set pattern = modules.re.sub(
        '([*?[])', '[\\1]', omnichannel_rfm.setting('publish_path') ~ '/current/manifest.json'
    ) -%}
    {%- set rows = run_query(
        "select content from read_text(" ~ omnichannel_rfm.text_literal(pattern) ~ ")"
    ).rows -%}
    {%- do return(fromjson(rows[0][0]) if rows else none) -%}
{% endmacro %}
