{#- The forms of optional input beside customers and orders, in the order in which they are shown: what
    their rows are, and their fields. `is_key` makes one row of a thing; `faults` are reasons to reject
    a row, each with its condition, beyond those of the kind of value. -#}
{% macro record_forms() %}
    {%- do return({
        'campaign_members': {
            'about': 'who was in which arm of a campaign',
            'fields': {
                'campaign_id': {'kind': 'text', 'required': true, 'is_key': true},
                'customer_id': {'kind': 'text', 'required': true, 'is_key': true},
                'arm': {'kind': 'text', 'required': true},
                'segment': {
                    'kind': 'text', 'faults': {'reserved_segment': "segment = 'all'"},
                },
                'stratum': {'kind': 'text'},
                'arm_share': {
                    'kind': 'decimal', 'type': 'decimal(28, 18)',
                    'faults': {'arm_share_not_above_zero': 'arm_share <= 0'},
                },
            },
        },
        'campaign_outcomes': {
            'about': 'what the members of a campaign did',
            'fields': {
                'campaign_id': {'kind': 'text', 'required': true, 'is_key': true},
                'customer_id': {'kind': 'text', 'required': true, 'is_key': true},
                'orders': {
                    'kind': 'integer', 'type': 'integer',
                    'faults': {'negative_orders': 'orders < 0'},
                },
                'revenue': {'kind': 'decimal', 'type': 'decimal(18, 2)'},
            },
        },
    }) -%}
{% endmacro %}
