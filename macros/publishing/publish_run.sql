{#- Publishes the marts and campaign lists of this run, all or nothing; returns what is to be seen. -#}
{% macro publish_run() %}
    {%- do return(adapter.dispatch('publish_run', 'omnichannel_rfm')()) -%}
{% endmacro %}

{#- On a server the marts are there already; `run.py lists` writes the lists. -#}
{% macro default__publish_run() %}
    {%- do return([
        'database ' ~ (target.database or target.name) ~ ': ' ~ (omnichannel_rfm.marts() | length) ~ ' marts',
        'campaign lists: python3 run.py lists --target ' ~ target.name
    ]) -%}
{% endmacro %}

{% macro duckdb__publish_run() %}
    {#- Again: another build may have published since this one began. -#}
    {%- do omnichannel_rfm.check_published_input() -%}
    {%- set place = omnichannel_rfm.setting('publish_path') ~ '/current/' -%}
    {%- set work = omnichannel_rfm.work_database() -%}
    {%- set request = {
        'action': 'publish',
        'run': run_started_at.strftime('%Y%m%dT%H%M%SZ') ~ '_' ~ invocation_id,
        'work_file': work.file,
        'database': work.name,
        'manifest': {'run': {}, 'input': omnichannel_rfm.input_identity(), 'read': {}},
        'has_phones': omnichannel_rfm.setting('customer_id_form') == 'phone',
        'marts': [],
        'lists': [],
        'parquet': omnichannel_rfm.setting('publish_parquet')
    } -%}
    {%- set summary = run_query('select * from ' ~ ref('omnichannel_rfm', 'input_summary')) -%}
    {%- for column in summary.column_names -%}
        {%- set value = summary.rows[0][column] -%}
        {#- What every build changes stands apart from what it read. -#}
        {%- do request.manifest['run' if column in ['run_id', 'built_at'] else 'read'].update({
            column: value if value is none or value is boolean
                else value | int if column.startswith('rows_') else value | string
        }) -%}
    {%- endfor -%}
    {%- for mart in omnichannel_rfm.marts() -%}
        {%- do request.marts.append([mart.schema, mart.alias]) -%}
    {%- endfor -%}
    {%- set published = [
        'database ' ~ place ~ 'omnichannel_rfm.duckdb: ' ~ (request.marts | length) ~ ' marts'
    ] -%}
    {%- for list in omnichannel_rfm.campaign_lists() + omnichannel_rfm.lifetime_value_lists() -%}
        {%- do request.lists.append([list.file, list.query, list.get('about', {})]) -%}
        {%- do published.append('campaign list {}campaign_lists/{}: {:,} customers'.format(
            place, list.file, list.customers
        )) -%}
    {%- endfor -%}
    {%- if request.parquet -%}
        {%- do published.append('folder ' ~ place ~ 'parquet: one file per mart') -%}
    {%- endif -%}

    {#- All changes into the file, which is then copied as it is. -#}
    {%- call statement('checkpoint', auto_begin=false) -%}checkpoint{%- endcall -%}
    {%- do omnichannel_rfm.call_publishing(request) -%}
    {%- do return(published) -%}
{% endmacro %}
