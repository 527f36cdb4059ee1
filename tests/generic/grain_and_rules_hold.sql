{#- Every check of one table in one or two passes: a key, rules on rows, a number of rows. -#}
{% test grain_and_rules_hold(model, key=[], rules={}, row_count=none) %}

{%- set checks = {} %}
{%- for column in key %}
{%- do checks.update({column ~ ' is null': column ~ ' is not null'}) %}
{%- endfor %}
{%- do checks.update(rules) %}

with

failures as (

    select
        count(*) as row_count
        {%- for condition in checks.values() %},
        sum(case when coalesce({{ condition }}, false) then 0 else 1 end) as failures_{{ loop.index }}
        {%- if key %},
        min(
            case
                when not coalesce({{ condition }}, false)
                    then concat({% for column in key %}{{ column }}, ' '{{ ', ' if not loop.last }}{% endfor %})
            end
        ) as example_{{ loop.index }}
        {%- endif %}
        {%- endfor %}

    from {{ model }}

),

{%- if key %}

repeated_keys as (

    {{ omnichannel_rfm.repeated_values(model, key | join(', ')) }}

),
{%- endif %}

problems as (

    {%- for name in checks %}
    select
        {{ omnichannel_rfm.text_literal(name) }} as problem,
        failures_{{ loop.index }} as failing_rows,
        {{ 'example_' ~ loop.index if key else 'null' }} as example

    from failures

    where failures_{{ loop.index }} > 0

    union all
    {% endfor %}
    {%- if key %}
    select
        'the key is repeated' as problem,
        count(*) as failing_rows,
        min(concat({% for column in key %}{{ column }}, ' '{{ ', ' if not loop.last }}{% endfor %})) as example

    from repeated_keys

    having count(*) > 0

    union all
    {% endif %}
    select
        'wrong number of rows' as problem,
        row_count as failing_rows,
        null as example

    from failures

    where row_count <> {{ 'row_count' if row_count is none else row_count }}

)

select * from problems

{% endtest %}
