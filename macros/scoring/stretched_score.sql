{#- A score from 1 to `from_buckets` put on the scale 1 to `to_buckets`, rounded half up. -#}
{% macro stretched_score(score, from_buckets, to_buckets) -%}
    cast(
        floor(
            1 + (2.0 * ({{ score }} - 1) * ({{ to_buckets }} - 1) + {{ from_buckets - 1 }})
            / {{ 2 * (from_buckets - 1) }}
        ) as integer
    )
{%- endmacro %}
