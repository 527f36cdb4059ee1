{#- One list per class of lifetime value, if asked for: file, number of customers, query of ids. -#}
{% macro lifetime_value_lists() %}
    {%- set lists = [] -%}
    {%- if omnichannel_rfm.setting('statistics') and omnichannel_rfm.setting('lifetime_value_lists') -%}
        {%- for class in ['A', 'B', 'C', 'D'] -%}
            {%- set query = "from " ~ ref('omnichannel_rfm', 'customer_lifetime_value')
                ~ " where lifetime_value_segment = '" ~ class ~ "'" -%}
            {%- do lists.append({
                'file': 'lifetime_value_' ~ class | lower ~ '_customer_ids.csv',
                'customers': run_query('select count(*) ' ~ query).rows[0][0] | int,
                'query': 'select customer_id ' ~ query ~ ' order by customer_id'
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(lists) -%}
{% endmacro %}
