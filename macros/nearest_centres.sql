{#- The centres in order of their distance to a position: a list of distance, cluster and label. -#}
{% macro nearest_centres(position, centres) -%}
    list_sort(
            list_transform(
                {{ centres }},
                lambda one: struct_pack(
                    distance := round(list_distance({{ position }}, one.centre), 6),
                    cluster := one.cluster,
                    label := one.label
                )
            )
        )
{%- endmacro %}
