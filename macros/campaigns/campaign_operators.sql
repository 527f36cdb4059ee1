{#- The operators of a kind of field, in order, with words in English and Turkish that go behind those of
    the field; % stands for the value. -#}
{% macro campaign_operators(kind) %}
    {%- set numbers = {
        'at_least': {'en': ' at least %', 'tr': ' en az %'},
        'at_most': {'en': ' at most %', 'tr': ' en çok %'},
        'above': {'en': ' above %', 'tr': ' % üzeri'},
        'below': {'en': ' below %', 'tr': ' % altı'},
    } -%}
    {%- do return({
        'text': {
            'is_any_of': {'en': ' is %', 'tr': ': %'},
            'is_none_of': {'en': ' is not %', 'tr': ' dışında: %'},
        },
        'list': {
            'has_any_of': {'en': ' %', 'tr': ': %'},
            'has_all_of': {'en': ' all of %', 'tr': ', hepsi: %'},
            'has_none_of': {'en': ' none of %', 'tr': ', hiçbiri: %'},
        },
        'integer': numbers,
        'decimal': numbers,
        'date': {
            'within_days': {'en': ' within % days', 'tr': ' son % gün içinde'},
            'not_within_days': {'en': ' not within % days', 'tr': ' son % gün içinde değil'},
        },
    }[kind]) -%}
{% endmacro %}
