{#- Stops the run, before anything is built, when its result could not be published. -#}
{% macro check_publishing() %}
    {%- do return(adapter.dispatch('check_publishing', 'omnichannel_rfm')()) -%}
{% endmacro %}

{% macro default__check_publishing() %}
{% endmacro %}

{% macro duckdb__check_publishing() %}
    {%- if not omnichannel_rfm.has_plugin() -%}
        {{ exceptions.raise_compiler_error(
            "The DuckDB profile '" ~ target.profile_name ~ "' lacks the plugin that publishes the marts."
            ~ " Add to the target: `module_paths: [FOLDER OF THIS PACKAGE/python]` and"
            ~ " `plugins: [{module: omnichannel_rfm.publishing_plugin}]`, or set the var publish_path to null."
        ) }}
    {%- endif -%}
    {%- set work = omnichannel_rfm.work_database() -%}
    {%- if not work.file -%}
        {{ exceptions.raise_compiler_error(
            "The database '" ~ work.name ~ "' is no local file, so it cannot be published. Set `path` in"
            ~ " the profile to a file, or set the var publish_path to null."
        ) }}
    {%- elif not work.storage_version.startswith('v1.0.0') -%}
        {{ exceptions.raise_compiler_error(
            "The database " ~ work.file ~ " has the storage format " ~ work.storage_version
            ~ ", which older DuckDB drivers cannot open, and publishing copies it. Delete the file and"
            ~ " build again, with `config_options: {storage_compatibility_version: v1.0.0}` in the"
            ~ " profile, or set the var publish_path to null."
        ) }}
    {%- endif -%}
    {%- do omnichannel_rfm.check_published_input() -%}
    {%- do omnichannel_rfm.call_publishing({'action': 'check'}) -%}
{% endmacro %}
