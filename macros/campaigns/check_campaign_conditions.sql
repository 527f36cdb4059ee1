{#- Stops the build, before a campaign is drawn, at a condition that cannot be what is meant. -#}
{% macro check_campaign_conditions() %}
    {%- if execute -%}
        {%- set conditions = run_query(
            "select distinct campaign_id, field, operator, value from "
            ~ omnichannel_rfm.input_model('campaign_conditions') ~ " order by 1, 2, 3, 4"
        ) -%}
        {%- set maps = {} -%}
        {%- for row in run_query(
            "select campaign_id, segment_map from " ~ omnichannel_rfm.input_model('campaigns')
        ) -%}
            {%- do maps.update({row[0]: row[1]}) -%}
        {%- endfor -%}
        {%- set segments = {} -%}
        {%- for row in run_query(
            "select map_id, segment from " ~ omnichannel_rfm.input_model('segment_labels')
            ~ " order by map_id, display_order"
        ) -%}
            {%- do segments.setdefault(row[0], []).append(row[1]) -%}
        {%- endfor -%}
        {%- set problems = [] -%}
        {%- for row in conditions -%}
            {%- set problem = omnichannel_rfm.campaign_condition_problem(row, maps, segments) -%}
            {%- if problem -%}
                {%- do problems.append(
                    "  campaign_id " ~ row['campaign_id'] ~ ", field " ~ row['field'] ~ ", operator "
                    ~ row['operator'] ~ ", value " ~ row['value'] ~ ": " ~ problem
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                "Conditions of the seed campaign_conditions cannot be applied; correct these rows:\n"
                ~ (problems | join("\n"))
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
