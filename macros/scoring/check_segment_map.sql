{#- Stops the build when the var segment_map names no map of the seed, naming those there are. -#}
{% macro check_segment_map() %}
    {%- if execute -%}
        {%- set wanted = omnichannel_rfm.setting('segment_map') -%}
        {%- set maps = run_query(
            "select distinct map_id from " ~ omnichannel_rfm.input_model('segment_maps') ~ " order by map_id"
        ).columns[0].values() -%}
        {%- if wanted not in maps -%}
            {{ exceptions.raise_compiler_error(
                "The var segment_map is '" ~ wanted ~ "', which the seed segment_maps does not hold: use one of "
                ~ (maps | join(', ')) ~ ", or add its rows to the seeds segment_maps and segment_labels."
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
