{#- Stops the build, before a campaign is drawn, at a campaign or condition that cannot be meant so. -#}
{% macro check_campaigns() %}
    {%- if execute -%}
        {%- set conditions = run_query(
            "select distinct campaign_id, field, operator, value from "
            ~ omnichannel_rfm.input_model('campaign_conditions') ~ " order by 1, 2, 3, 4"
        ) -%}
        {%- set maps = {} -%}
        {%- set problems = [] -%}
        {%- for row in run_query(
            "select * from " ~ omnichannel_rfm.input_model('campaigns') ~ " order by campaign_id"
        ) -%}
            {%- do maps.update({row['campaign_id']: row['segment_map']}) -%}
            {%- set problem = omnichannel_rfm.campaign_problem(row) -%}
            {%- if problem -%}
                {%- do problems.append("  campaigns, campaign_id " ~ row['campaign_id'] ~ ": " ~ problem) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set segments = {} -%}
        {%- for row in run_query(
            "select map_id, segment from " ~ omnichannel_rfm.input_model('segment_labels')
            ~ " order by map_id, display_order"
        ) -%}
            {%- do segments.setdefault(row[0], []).append(row[1]) -%}
        {%- endfor -%}
        {%- for row in conditions -%}
            {%- set problem = omnichannel_rfm.campaign_condition_problem(row, maps, segments) -%}
            {%- if problem -%}
                {%- do problems.append(
                    "  campaign_conditions, campaign_id " ~ row['campaign_id'] ~ ", field " ~ row['field'] ~ ", operator "
                    ~ row['operator'] ~ ", value " ~ row['value'] ~ ": " ~ problem
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                "Campaigns cannot be applied as they are written; correct these rows of the seeds:\n"
                ~ (problems | join("\n"))
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
