{#- The names of all vars of this project. -#}
{% macro setting_names() %}
    {%- do return([
        'customers_file', 'customers_table', 'customer_columns', 'csv_delimiter',
        'max_rejected_share', 'earliest_order_date', 'latest_order_date',
        'analysis_date', 'scoring_method', 'score_buckets', 'segment_map', 'run_id',
        'publish_path', 'publish_parquet', 'reader_roles'
    ]) -%}
{% endmacro %}
