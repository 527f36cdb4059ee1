{#- The forms of optional input beside customers and orders, in the order in which they are shown: what
    their rows are, and their fields. `is_key` makes one row of a thing; `faults` are reasons to reject
    a row, each with its condition, beyond those of the kind of value; a `choice` has our words, each
    with its other spellings, those of the Turkish register of consents (IYS) among them; `iys` is what the register calls a field. -#}
{% macro record_forms() %}
    {%- set channels = {
        'email': ['e-mail', 'eposta', 'e-posta'], 'sms': ['mesaj'], 'call': ['arama', 'phone'],
        'post': ['posta'], 'push': [],
    } -%}
    {%- set channels_or_all = {'all': []} -%}
    {%- do channels_or_all.update(channels) -%}
    {%- do return({
        'campaign_members': {
            'about': 'who was in which arm of a campaign',
            'fields': {
                'campaign_id': {'kind': 'text', 'required': true, 'is_key': true},
                'customer_id': {'kind': 'text', 'required': true, 'is_key': true},
                'arm': {
                    'kind': 'text', 'required': true,
                    'faults': {
                        'campaign_without_control': "campaign_id is not null and count(case when arm"
                            ~ " = 'control' then 1 end) over (partition by campaign_id) = 0",
                    },
                },
                'segment': {
                    'kind': 'text', 'faults': {'reserved_segment': "segment = 'all'"},
                },
                'stratum': {'kind': 'text'},
                'arm_share': {
                    'kind': 'decimal', 'type': 'decimal(28, 18)',
                    'faults': {
                        'arm_share_not_above_zero': 'arm_share <= 0',
                        'several_shares_of_one_arm': 'min(arm_share) over (partition by campaign_id,'
                            ~ ' arm) <> max(arm_share) over (partition by campaign_id, arm)',
                    },
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
        'contact_permissions': {
            'about': 'who granted or refused to be contacted, and when',
            'fields': {
                'customer_id': {'kind': 'text', 'required': true, 'iys': 'recipient'},
                'contact_channel': {
                    'kind': 'choice', 'required': true, 'choices': channels, 'iys': 'type'
                },
                'permission': {
                    'kind': 'choice', 'required': true, 'iys': 'status',
                    'choices': {'granted': ['onay'], 'refused': ['ret']},
                },
                'recorded_at': {'kind': 'time', 'required': true, 'iys': 'consentDate'},
            },
        },
        'suppressions': {
            'about': 'who is not contacted for a time or for good, and why',
            'fields': {
                'customer_id': {'kind': 'text', 'required': true},
                'suppressed_from': {'kind': 'date', 'type': 'date'},
                'suppressed_until': {
                    'kind': 'date', 'type': 'date',
                    'faults': {'ends_before_it_begins': 'suppressed_until < suppressed_from'},
                },
                'reason': {'kind': 'text'},
            },
        },
        'contact_history': {
            'about': 'who was contacted, when, how and for what',
            'fields': {
                'customer_id': {'kind': 'text', 'required': true},
                'campaign_id': {'kind': 'text'},
                'contact_channel': {'kind': 'choice', 'required': true, 'choices': channels},
                'contacted_on': {'kind': 'date', 'type': 'date', 'required': true},
                'is_marketing': {
                    'kind': 'choice',
                    'choices': {'true': ['1', 'yes', 'evet'], 'false': ['0', 'no', 'hayir', 'hayır']},
                },
            },
        },
        'contact_limits': {
            'about': 'how many contacts a customer may get within how many days',
            'fields': {
                'contact_channel': {
                    'kind': 'choice', 'required': true, 'is_key': true, 'choices': channels_or_all
                },
                'contacts': {
                    'kind': 'integer', 'type': 'integer', 'required': true,
                    'faults': {'negative_contacts': 'contacts < 0'},
                },
                'days': {
                    'kind': 'integer', 'type': 'integer', 'required': true, 'is_key': true,
                    'faults': {'days_below_one': 'days < 1'},
                },
            },
        },
        'households': {
            'about': 'which customers live in one household',
            'fields': {
                'customer_id': {'kind': 'text', 'required': true, 'is_key': true},
                'household_id': {'kind': 'text', 'required': true},
            },
        },
    }) -%}
{% endmacro %}
