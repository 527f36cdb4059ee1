{#- Select list items: the three scores of a row among the rows of its partition, by window functions. -#}
{% macro window_scores(partition) %}
    {%- set buckets = omnichannel_rfm.setting('score_buckets') -%}
    {%- set method = omnichannel_rfm.setting('scoring_method') -%}
    {%- set metrics = {
        'recency_days': {'score': 'recency_score', 'order': 'desc'},
        'frequency': {'score': 'frequency_score', 'order': 'asc'},
        'monetary': {'score': 'monetary_score', 'order': 'asc'},
    } -%}
    {%- for metric, layout in metrics.items() %}
    {%- set last_position = '(count(*) over (partition by ' ~ partition ~ ') - 1)' %}
    cast(
        {%- if method in ['ntile', 'ntile_window'] %}
        ntile({{ buckets }}) over (
            partition by {{ partition }} order by {{ metric }} {{ layout.order }}, customer_id asc
        )
        {%- elif method == 'thresholds' %}
        {{ metric }}_threshold_score
        {%- elif metric == 'frequency' %}
        -- equal order counts are told apart by customer_id first: decision 0005
        case
            {%- for score in range(1, buckets) %}
            when row_number() over (
                partition by {{ partition }} order by frequency asc, customer_id asc
            ) - 1 <= floor({{ last_position }} * {{ score }} / {{ buckets }})
                then {{ score }}
            {%- endfor %}
            else {{ buckets }}
        end
        {%- else %}
        case
            {%- for edge in range(1, buckets) %}
            when {{ metric }} * {{ buckets }} <= sum(
                {{ metric }} * {{ omnichannel_rfm.edge_weight(
                    metric ~ '_position', metric ~ '_position', '(last_position * ' ~ edge ~ ')'
                ) }}
            ) over (partition by {{ partition }})
                then {{ edge if layout.order == 'asc' else buckets + 1 - edge }}
            {%- endfor %}
            else {{ buckets if layout.order == 'asc' else 1 }}
        end
        {%- endif %} as integer
    ) as {{ layout.score }}
    {{- ',' if not loop.last }}
    {%- endfor %}
{% endmacro %}
