{#- The centres in order of their distance to a position: a list of distance, cluster and label. -#}
{% macro nearest_centres(position, centres) -%}
    list_sort(
            list_transform(
                {{ centres }},
                lambda one: struct_pack(
                    distance := round(list_distance({{ position }}, struct_extract(one, 'centre')), 6),
                    cluster := struct_extract(one, 'cluster'),
                    label := struct_extract(one, 'label')
                )
            )
        )
{%- endmacro %}
