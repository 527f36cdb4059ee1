{#- What a value, held at the positions from first to final of the rising order, weighs in an edge times
    the buckets: each of the edge's two neighbours by its nearness (decision 0005). -#}
{% macro edge_weight(first_position, final_position, scaled_position) -%}
    {%- set buckets = omnichannel_rfm.setting('score_buckets') -%}
    (
        case
            when
                floor({{ scaled_position }} / {{ buckets }})
                between {{ first_position }} and {{ final_position }}
                then {{ buckets }} - mod({{ scaled_position }}, {{ buckets }})
            else 0
        end
        + case
            when
                floor({{ scaled_position }} / {{ buckets }}) + 1
                between {{ first_position }} and {{ final_position }}
                then mod({{ scaled_position }}, {{ buckets }})
            else 0
        end
    )
{%- endmacro %}
