{#- Stops the run when the last run in the var publish_path is of another input; over a shipped sample
    anything may be published, as nothing of worth is lost. On DuckDB, which publishes in a folder. -#}
{% macro check_published_input() %}
    {%- set current = omnichannel_rfm.setting('publish_path') ~ '/current' -%}
    {%- set manifest = omnichannel_rfm.published_manifest() -%}
    {%- if manifest and not manifest.input.is_sample -%}
        {%- do omnichannel_rfm.check_same_input(
            manifest.input,
            "what is published in " ~ current ~ " is of",
            ["Publish in another folder, by the var publish_path, or nowhere (null)."]
        ) -%}
    {%- endif -%}
{% endmacro %}
