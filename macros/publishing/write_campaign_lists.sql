{#- Run-operation behind `run.py lists`: writes the lists of the marts as they are into a folder. -#}
{% macro write_campaign_lists(folder) %}
    {%- if execute -%}
        {%- if target.type == 'duckdb' -%}
            {{ exceptions.raise_compiler_error(
                "A build on DuckDB publishes its campaign lists itself, together with its marts."
            ) }}
        {%- elif omnichannel_rfm.setting('publish_path') is none -%}
            {{ exceptions.raise_compiler_error(
                "The var publish_path is null, so there is no folder for the campaign lists. Set it."
            ) }}
        {%- endif -%}
        {%- do omnichannel_rfm.check_one_run() -%}
        {%- set lists = omnichannel_rfm.campaign_lists() -%}
        {%- for list in lists -%}
            {#- A telephone number is a text, and says so: every value in quotes, or those in need. -#}
            {%- do run_query(list.query).to_csv(
                folder ~ '/' ~ loop.index ~ '.csv',
                quoting=1 if omnichannel_rfm.setting('customer_id_form') == 'phone' else 0
            ) -%}
        {%- endfor -%}
        {%- do print(tojson({
            'publish_path': omnichannel_rfm.setting('publish_path') ~ '/' ~ target.name,
            'run': run_started_at.strftime('%Y%m%dT%H%M%SZ') ~ '_' ~ invocation_id,
            'lists': lists | map(attribute='file') | list
        })) -%}
    {%- endif -%}
{% endmacro %}
