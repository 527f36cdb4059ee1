{#- Prints what a build has made: customers, segments, what was published, where to look next. -#}
{% macro print_summary(published) %}
    {%- set is_order_form = omnichannel_rfm.input_form() == 'orders' -%}
    {%- set rows = run_query(
        "select count(*), count(rejection_reasons) from " ~ omnichannel_rfm.checked_input()
    ).rows[0] -%}
    {%- set profiles = run_query(
        "select profiles.* from " ~ ref('omnichannel_rfm', 'segment_profiles') ~ " as profiles"
        ~ " inner join " ~ ref('omnichannel_rfm', 'segments') ~ " as segments on profiles.segment = segments.segment"
        ~ " order by segments.display_order"
    ) -%}
    {%- set source = omnichannel_rfm.input_text(omnichannel_rfm.input_identity()) -%}
    {%- set unit = 'order lines' if is_order_form else 'rows' -%}
    {%- set lines = [
        '',
        'omnichannel-rfm: {:,} {} read from {}, {:,} rejected, analysis date {}.'.format(
            rows[0] | int, unit, source, rows[1] | int, profiles.rows[0]['analysis_date']
        )
    ] -%}
    {%- set campaign_notes = omnichannel_rfm.campaign_notes()
        if 'model.omnichannel_rfm.campaign_summary' in selected_resources else [] -%}
    {%- for note in omnichannel_rfm.input_notes() + campaign_notes -%}
        {%- do lines.append('  ' ~ note) -%}
    {%- endfor -%}
    {%- do lines.extend(['', '  segment                customers   share  revenue share']) -%}
    {%- for profile in profiles -%}
        {%- do lines.append('  {:<22}{:>10,}{:>7.1f} %{:>13.1f} %'.format(
            profile['segment'],
            profile['customers'] | int,
            100 * (profile['customer_share'] or 0) | string | float,
            100 * (profile['revenue_share'] or 0) | string | float
        )) -%}
    {%- endfor -%}
    {%- do lines.append('') -%}
    {%- for line in published -%}
        {%- do lines.append('  ' ~ line) -%}
    {%- endfor -%}
    {%- do lines.extend([
        '',
        '  Next: the tables of the schema marts, campaign_summary and '
        ~ ('rejected_order_lines' if is_order_form else 'rejected_customers') ~ ' first.',
        ''
    ]) -%}
    {%- do log(lines | join('\n'), info=true) -%}
{% endmacro %}
