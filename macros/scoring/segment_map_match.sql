{#- Whether a row of segment_maps (alias `maps`) takes the scores r, f, m; null limits take all. -#}
{% macro segment_map_match(r, f, m) -%}
    (
        {{ r }} between coalesce(maps.r_min, 1) and coalesce(maps.r_max, maps.score_buckets)
        and {{ f }} between coalesce(maps.f_min, 1) and coalesce(maps.f_max, maps.score_buckets)
        and {{ m }} between coalesce(maps.m_min, 1) and coalesce(maps.m_max, maps.score_buckets)
        and (
            maps.fm_min is null
            or {{ f }} + {{ m }} between 2 * maps.fm_min and 2 * maps.fm_max
        )
        and (
            maps.codes is null
            or {{ omnichannel_rfm.concatenated(["' '", 'maps.codes', "' '"]) }}
            like {{ omnichannel_rfm.concatenated([
                "'% '",
                'cast(100 * ' ~ r ~ ' + 10 * ' ~ f ~ ' + ' ~ m ~ ' as ' ~ dbt.type_string() ~ ')',
                "' %'"
            ]) }}
        )
    )
{%- endmacro %}
