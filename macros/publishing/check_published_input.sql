{#- Stops the run when the last run in the var publish_path is of another input; over a shipped sample
    anything may be published, as nothing of worth is lost. On DuckDB, which publishes in a folder. -#}
{% macro check_published_input() %}
    {%- set current = omnichannel_rfm.setting('publish_path') ~ '/current' -%}
    {#- In brackets a wildcard stands for itself. A file that is not there has no row. -#}
    {%- set pattern = modules.re.sub('([*?[])', '[\\1]', current ~ '/manifest.json') -%}
    {%- for row in run_query(
        "select content from read_text(" ~ omnichannel_rfm.text_literal(pattern) ~ ")"
    ) if not fromjson(row[0]).input.is_sample -%}
        {%- do omnichannel_rfm.check_same_input(
            fromjson(row[0]).input,
            "what is published in " ~ current ~ " is of",
            ["Publish in another folder, by the var publish_path, or nowhere (null)."]
        ) -%}
    {%- endfor -%}
{% endmacro %}
