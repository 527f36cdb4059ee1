{#- Every check of one table: a key, rules on rows, a number of rows. One pass says whether anything
    is wrong; only then is the table read again, for what it is. -#}
{% test grain_and_rules_hold(model, key=[], rules={}, row_count=none, counted_in=none) %}

{%- if counted_in is none or omnichannel_rfm.reads_what_is_built() %}
{%- set checks = {} %}
{%- for column in key %}
{%- do checks.update({column ~ ' is null': column ~ ' is not null'}) %}
{%- endfor %}
{%- do checks.update(rules) %}
{%- set columns = key | join(', ') %}

with

looked_at as (

    select
        count(*) as row_count
        {%- if key %},
        {{ omnichannel_rfm.may_repeat(columns) }} as may_repeat
        {%- endif %}
        {%- if checks %},
        sum(
            case when coalesce(({{ checks.values() | join(') and (') }}), false) then 0 else 1 end
        ) as broken_rows
        {%- endif %}

    from {{ model }}

),
{%- if checks %}

failures as (

    select
        {%- for condition in checks.values() %}
        sum(case when coalesce({{ condition }}, false) then 0 else 1 end) as failures_{{ loop.index }}
        {%- if key %},
        min(
            case
                when not coalesce({{ condition }}, false)
                    then concat({% for column in key %}{{ column }}, ' '{{ ', ' if not loop.last }}{% endfor %})
            end
        ) as example_{{ loop.index }}
        {%- endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ model }}

    cross join (select 1 as breaks_a_rule from looked_at where broken_rows > 0) as alarm

),
{%- endif %}
{%- if key %}

repeated_keys as (

    {{ omnichannel_rfm.repeated_values(
        '(select ' ~ columns ~ ' from ' ~ model ~ ' cross join'
        ~ ' (select 1 as repeats_a_key from looked_at where may_repeat) as alarm) as suspects',
        columns
    ) }}

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

    from looked_at

    where row_count <> {{ 'row_count' if row_count is none
        else row_count if counted_in is none
        else '(select coalesce(' ~ row_count ~ ', 0) from ' ~ counted_in ~ ')' }}

)

select * from problems
{%- else %}
select * from (select 'not asked' as problem) as nothing

where 1 = 0
{%- endif %}

{% endtest %}
