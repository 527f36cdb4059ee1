{#- The names of all vars of this project. -#}
{% macro setting_names() %}
    {%- do return([
        'customers_file', 'customers_table', 'customer_columns', 'csv_delimiter', 'input_models',
        'input_name',
        'orders_file', 'orders_table', 'order_sample', 'order_layout', 'order_columns',
        'order_file_columns', 'order_date_format', 'order_utc_offset', 'hashed_personal_columns',
        'return_order_prefix', 'orders_without_id', 'order_amounts', 'return_date',
        'one_time_buyers', 'look_back_months',
        'history_grain', 'history_from', 'history_to', 'history_late_days', 'snapshot_segments',
        'holdout_date', 'holdout_days',
        'max_rejected_share', 'earliest_order_date', 'latest_order_date',
        'analysis_date', 'scoring_method', 'score_buckets', 'segment_map',
        'score_partition_by', 'run_id',
        'publish_path', 'publish_parquet', 'reader_roles',
        'statistics', 'statistics_sample_customers', 'cluster_recipe', 'cluster_count',
        'cluster_refit', 'ward_sample_customers', 'minimum_cluster_stability',
        'lifetime_value_recipe', 'lifetime_value_horizon_months',
        'lifetime_value_monthly_discount', 'lifetime_value_minimum_customers',
        'lifetime_value_lists', 'backtest_orders_file', 'backtest_calibration_end_date',
        'backtest_holdout_weeks'
    ]) -%}
{% endmacro %}
