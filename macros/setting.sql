{#- The checked value of one project var; every model and macro reads vars through this. -#}
{% macro setting(name) %}
    {%- set value = var(name) -%}
    {%- set text = value | string -%}
    {%- set iso_date = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' -%}
    {%- set problem = namespace(text='') -%}

    {%- if name == 'scoring_method' -%}
        {%- if value not in ['ntile', 'ntile_window', 'quantile', 'thresholds'] -%}
            {%- set problem.text = 'use one of ntile, ntile_window, quantile, thresholds' -%}
        {%- endif -%}
    {%- elif name == 'score_buckets' -%}
        {%- if not modules.re.match('^([2-9]|10)$', text) -%}
            {%- set problem.text = 'use a whole number from 2 to 10' -%}
        {%- endif -%}
    {%- elif name == 'cluster_recipe' -%}
        {%- if value not in ['omnichannel', 'rfm'] -%}
            {%- set problem.text = 'use omnichannel or rfm' -%}
        {%- endif -%}
    {%- elif name == 'cluster_count' -%}
        {%- if value is not none and not modules.re.match('^([2-9]|1[0-9]|20)$', text) -%}
            {%- set problem.text = 'use a whole number from 2 to 20, or null to have it chosen' -%}
        {%- endif -%}
    {%- elif name == 'lifetime_value_recipe' -%}
        {%- if value not in ['sound', 'published'] -%}
            {%- set problem.text = 'use sound or published' -%}
        {%- endif -%}
    {%- elif name in [
        'statistics_sample_customers', 'ward_sample_customers', 'lifetime_value_horizon_months',
        'lifetime_value_minimum_customers', 'backtest_holdout_weeks'
    ] -%}
        {%- set highest = 9 if name.endswith('_customers') else 3 -%}
        {%- if not modules.re.match('^[1-9][0-9]{0,' ~ (highest - 1) ~ '}$', text) -%}
            {%- set problem.text = 'use a whole number from 1 to ' ~ '9' * highest -%}
        {%- endif -%}
    {%- elif name in ['minimum_cluster_stability', 'lifetime_value_monthly_discount'] -%}
        {%- if not modules.re.match('^(0(\\.[0-9]+)?|1(\\.0+)?)$', text) -%}
            {%- set problem.text = 'use a number from 0 to 1, such as 0.01' -%}
        {%- endif -%}
    {%- elif name == 'max_rejected_share' -%}
        {%- if not modules.re.match('^(0(\\.[0-9]+)?|1(\\.0+)?)$', text) -%}
            {%- set problem.text = 'use a share from 0 to 1, such as 0.01 for 1 %' -%}
        {%- endif -%}
    {%- elif name in [
        'analysis_date', 'earliest_order_date', 'latest_order_date', 'history_from', 'history_to',
        'holdout_date', 'backtest_calibration_end_date'
    ] -%}
        {%- if name == 'backtest_calibration_end_date' and value is none -%}
            {%- if var('backtest_orders_file') is not none -%}
                {%- set problem.text = 'backtest_orders_file needs it, the last day to fit on' -%}
            {%- endif -%}
        {%- elif value is not none or name in ['earliest_order_date', 'latest_order_date'] -%}
            {%- if not modules.re.match(iso_date, text) -%}
                {%- set problem.text = 'use a date written YYYY-MM-DD, in quotes' -%}
            {%- else -%}
                {%- set parts = text.split('-') | map('int') | list -%}
                {%- set leap = (parts[0] % 4 == 0 and parts[0] % 100 != 0) or parts[0] % 400 == 0 -%}
                {%- set month_days = {2: 29 if leap else 28, 4: 30, 6: 30, 9: 30, 11: 30} -%}
                {%- if parts[2] > month_days.get(parts[1], 31) -%}
                    {%- set problem.text = 'the calendar has no such day' -%}
                {%- endif -%}
            {%- endif -%}
        {%- endif -%}
    {%- elif name == 'customer_columns' -%}
        {%- if value is not mapping -%}
            {%- set problem.text = 'use a mapping such as {customer_id: YOUR_COLUMN}' -%}
        {%- else -%}
            {%- for field in value if field not in omnichannel_rfm.customer_fields() -%}
                {%- set problem.text -%}
                    '{{ field }}' is not one of our fields: {{ omnichannel_rfm.customer_fields().keys() | join(', ') }}
                {%- endset -%}
            {%- endfor -%}
        {%- endif -%}
    {%- elif name == 'input_models' -%}
        {%- set seeds = [
            'flo_customers', 'campaigns', 'segment_maps', 'segment_labels', 'fixed_score_thresholds',
            'borderline_margins', 'order_channels', 'order_statuses'
        ] -%}
        {%- if value is not mapping -%}
            {%- set problem.text = 'use a mapping such as {campaigns: YOUR_SEED}' -%}
        {%- else -%}
            {%- for seed, model in value.items() -%}
                {%- if seed not in seeds -%}
                    {%- set problem.text = "'" ~ seed ~ "' is not one of our seeds: " ~ seeds | join(', ') -%}
                {%- elif not modules.re.match('^\\w+([.]\\w+)?$', model | string) -%}
                    {%- set problem.text = "write '" ~ seed ~ "' as model or package.model" -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- elif name == 'order_columns' -%}
        {%- if value is not mapping -%}
            {%- set problem.text = 'use a mapping such as {customer_id: YOUR_COLUMN}' -%}
        {%- else -%}
            {%- for field in value if field not in omnichannel_rfm.order_fields() -%}
                {%- set problem.text -%}
                    '{{ field }}' is not one of our fields: {{ omnichannel_rfm.order_fields().keys() | join(', ') }}
                {%- endset -%}
            {%- endfor -%}
        {%- endif -%}
    {%- elif name == 'order_layout' -%}
        {%- if value not in omnichannel_rfm.order_layouts() -%}
            {%- set problem.text = 'use one of ' ~ (omnichannel_rfm.order_layouts().keys() | join(', ')) -%}
        {%- endif -%}
    {%- elif name == 'order_file_columns' -%}
        {%- if value is not none and (value is string or value is not sequence or not value) -%}
            {%- set problem.text = 'use a list of column names, such as [customer_id, order_date, amount]' -%}
        {%- endif -%}
    {%- elif name == 'hashed_personal_columns' -%}
        {%- if value is string or value is not sequence
            or value | reject('in', omnichannel_rfm.personal_fields()) | list -%}
            {%- set problem.text = 'use a list of ' ~ (omnichannel_rfm.personal_fields() | join(', ')) -%}
        {%- endif -%}
    {%- elif name == 'order_utc_offset' -%}
        {%- if value is not none and not modules.re.match('^[+-](0[0-9]|1[0-4]):[0-5][0-9]$', text) -%}
            {%- set problem.text = 'use hours and minutes from UTC, such as "+03:00"' -%}
        {%- endif -%}
    {%- elif name in omnichannel_rfm.setting_choices() -%}
        {%- set choices = omnichannel_rfm.setting_choices()[name] -%}
        {%- if value not in choices -%}
            {%- set problem.text = 'use one of ' ~ (choices | join(', ')) -%}
        {%- endif -%}
    {%- elif name == 'score_partition_by' -%}
        {%- set choices = omnichannel_rfm.score_partitions().values() | sum(start=[]) -%}
        {%- if value is not none and value not in choices -%}
            {%- set problem.text = 'use one of ' ~ (choices | join(', ')) -%}
        {%- endif -%}
    {%- elif name in ['history_late_days', 'holdout_days'] -%}
        {%- if not modules.re.match('^[0-9]{1,4}$', text) -%}
            {%- set problem.text = 'use a whole number of days, such as 7' -%}
        {%- endif -%}
    {%- elif name == 'look_back_months' -%}
        {%- if value is not none and not modules.re.match('^[1-9][0-9]{0,2}$', text) -%}
            {%- set problem.text = 'use a whole number of months from 1 to 999, or null for all time' -%}
        {%- endif -%}
    {%- elif name == 'csv_delimiter' -%}
        {%- if text | length != 1 -%}
            {%- set problem.text = 'use one character, such as ";"' -%}
        {%- endif -%}
    {%- elif name == 'reader_roles' -%}
        {%- if value is string or value is mapping or value is not sequence
            or value | reject('string') | list -%}
            {%- set problem.text = 'use a list of roles, such as [bi_readers]' -%}
        {%- elif value and target.type == 'duckdb' -%}
            {%- set problem.text = 'DuckDB has no roles: leave the var out' -%}
        {%- endif -%}
    {%- elif name in [
        'publish_parquet', 'statistics', 'cluster_refit', 'lifetime_value_lists',
        'order_sample', 'snapshot_segments'
    ] -%}
        {%- if value is not boolean -%}
            {%- set problem.text = 'use true or false' -%}
        {%- endif -%}
    {%- elif name in [
        'customers_file', 'customers_table', 'input_name', 'orders_file', 'orders_table',
        'order_date_format', 'return_order_prefix', 'publish_path', 'run_id', 'segment_map', 'backtest_orders_file'
    ] -%}
        {%- if value is not none and (value is not string or value | trim == '') -%}
            {%- set problem.text = 'use a non-empty text, or leave the var out' -%}
        {%- elif name == 'segment_map' and value is none -%}
            {%- set problem.text = 'use a map_id of the seed segment_maps, such as rf10' -%}
        {%- endif -%}
    {%- else -%}
        {%- set problem.text = 'this project has no such var' -%}
    {%- endif -%}

    {%- if problem.text -%}
        {{ exceptions.raise_compiler_error("The var " ~ name ~ " is '" ~ text ~ "': " ~ problem.text ~ ".") }}
    {%- endif -%}
    {%- if name in ['score_buckets', 'history_late_days', 'holdout_days']
        or (name == 'look_back_months' and value is not none) -%}
        {%- do return(value | int) -%}
    {%- elif value is not none and (name.endswith('_date') or name in ['history_from', 'history_to'])
        and name != 'return_date' -%}
        {#- YAML turns an unquoted 2021-06-01 into a date. -#}
        {%- do return(text) -%}
    {%- elif name == 'publish_path' and value == 'auto' -%}
        {%- do return('published' if project_name == 'omnichannel_rfm' else none) -%}
    {%- endif -%}
    {%- do return(value) -%}
{% endmacro %}
