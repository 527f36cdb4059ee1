{#- Stops the build when the seed fixed_score_thresholds does not fit the var score_buckets. -#}
{% macro check_fixed_thresholds() %}
    {%- if execute -%}
        {%- set buckets = omnichannel_rfm.setting('score_buckets') -%}
        {%- for metric in ['recency_days', 'frequency', 'monetary'] -%}
            {%- set scores = run_query(
                "select score from " ~ omnichannel_rfm.input_model('fixed_score_thresholds') ~ " where metric = '" ~ metric
                ~ "' order by score"
            ).columns[0].values() | map('int') | list -%}
            {%- if scores != range(2, buckets + 1) | list -%}
                {{ exceptions.raise_compiler_error(
                    "scoring_method thresholds with score_buckets " ~ buckets ~ " needs one row of "
                    ~ metric ~ " for each score from 2 to " ~ buckets
                    ~ " in the seed fixed_score_thresholds; it has the scores: "
                    ~ (scores | join(', ')) ~ "."
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
