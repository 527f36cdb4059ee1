{%- set tab_and_line_end = "' ' || chr(9) || 'a b' || chr(13) || chr(10)" %}
{#- [macro, what it is asked, its SQL, the value as text or none for null] -#}
{%- set cases = [] %}
{%- for asked, answer in [
    [tab_and_line_end, 'a b'], ["'a b'", 'a b'], ["' '", none], ["''", none],
] %}
{%- do cases.append(['clean_text', asked, omnichannel_rfm.clean_text(asked), answer]) %}
{%- endfor %}
{%- for asked, answer in {
    '2021-05-30': '2021-05-30',
    ' 2021-05-30 13:45:00 ': '2021-05-30',
    '2021-05-30T13:45:00.25': '2021-05-30',
    '2020-02-29': '2020-02-29',
    '2000-02-29': '2000-02-29',
    '2021-02-29': none,
    '1900-02-29': none,
    '2021-04-31': none,
    '2021-00-10': none,
    '2021-13-10': none,
    '2021-10-00': none,
    '2021-5-30': none,
    '30.05.2021': none,
    'yesterday': none,
}.items() %}
{%- do cases.append([
    'date_from_text', asked, omnichannel_rfm.date_from_text("'" ~ asked ~ "'"), answer
]) %}
{%- endfor %}
{%- for asked, answer in {
    '4': '4.00', ' 4.50 ': '4.50', '+7': '7.00', '-0.25': '-0.25', '5.': '5.00',
    '1e2': none, '1,5': none, '1 000': none, '.5': none, 'four': none,
}.items() %}
{%- do cases.append([
    'number_from_text',
    asked,
    'cast(' ~ omnichannel_rfm.number_from_text("'" ~ asked ~ "'") ~ ' as decimal(18, 2))',
    answer,
]) %}
{%- endfor %}
{%- for asked, type, answer in [
    ['4.0', 'integer', '4'],
    ['4.5', 'integer', none],
    ['9999999999', 'integer', none],
    ['10.500', 'decimal(18, 2)', '10.50'],
    ['0.005', 'decimal(18, 2)', none],
] %}
{%- do cases.append([
    'exact_number_from_text',
    asked ~ ' as ' ~ type,
    omnichannel_rfm.exact_number_from_text("'" ~ asked ~ "'", type),
    answer,
]) %}
{%- endfor %}
{%- for asked, beginning, answer in [["'abc'", "'ab'", 'true'], ["'ab'", "'abc'", 'false']] %}
{%- do cases.append([
    'begins_with', asked, omnichannel_rfm.begins_with(asked, beginning), answer
]) %}
{%- endfor %}
{%- for asked, pattern, answer in [
    ["'aB 1'", '[0-9A-Za-z][ -~]*', 'true'],
    ["'ab1'", '[a-z]+', 'false'],
    ["'1ab'", '[a-z]+', 'false'],
    ["'ab' || chr(10)", '[a-z]+', 'false'],
    ["'a' || chr(7)", '[^[:cntrl:]]*', 'false'],
    ["'ağ'", '[^[:cntrl:]]*', 'true'],
    ["'a' || chr(133)", '[^[:cntrl:]]*', 'true'],
] %}
{%- do cases.append([
    'matches_pattern',
    asked ~ ' ' ~ pattern,
    omnichannel_rfm.matches_pattern(asked, pattern),
    answer,
]) %}
{%- endfor %}
{%- for numerator, denominator, places, answer in [
    ['2', '3', 6, '0.666667'],
    ['-2', '3', 6, '-0.666667'],
    ['1.00', '8', 2, '0.13'],
    ['0', '7', 6, '0.000000'],
    ['1', '0', 6, none],
    ['499999999999999999.999999', '1000000000000000000000000', 6, '0.000000'],
] %}
{%- do cases.append([
    'exact_ratio',
    numerator ~ ' / ' ~ denominator,
    omnichannel_rfm.exact_ratio(numerator, denominator, places),
    answer,
]) %}
{%- endfor %}
{%- for numerator, denominator, answer in [['10.00', '3', '3.333333'], ['10.00', '0', none]] %}
{%- do cases.append([
    'customer_ratio',
    numerator ~ ' / ' ~ denominator,
    omnichannel_rfm.customer_ratio(numerator, denominator),
    answer,
]) %}
{%- endfor %}
{%- do cases.append(['cents', '12.34', omnichannel_rfm.cents('12.34'), '1234']) %}
{%- do cases.append([
    'double_type', '0.5', 'cast(0.5 as ' ~ omnichannel_rfm.double_type() ~ ')', '0.5'
]) %}
{%- set aggregates = [
    ['ordered_list', 'in order', omnichannel_rfm.ordered_list('letter', ', '), 'A, a, b, ç'],
] %}

with

letters as (

    select 'ç' as letter
    union all
    select 'b' as letter
    union all
    select 'A' as letter
    union all
    select 'a' as letter

),

items as (

    select {{ omnichannel_rfm.unnest_list("'[B,A,,A]'") }} as item

),

repeated_items as (

    {{ omnichannel_rfm.repeated_values('items', 'item') }}

),

answers as (

    {%- for macro, asked, sql, expected in cases %}
    select
        '{{ macro }}' as macro,
        {{ omnichannel_rfm.text_literal(asked) }} as asked,
        cast({{ sql }} as {{ dbt.type_string() }}) as answer,
        {{ 'null' if expected is none else omnichannel_rfm.text_literal(expected) }} as expected

    union all
    {% endfor %}
    {%- for macro, asked, sql, expected in aggregates %}
    select
        '{{ macro }}' as macro,
        '{{ asked }}' as asked,
        cast({{ sql }} as {{ dbt.type_string() }}) as answer,
        {{ 'null' if expected is none else omnichannel_rfm.text_literal(expected) }} as expected

    from letters

    union all
    {% endfor %}
    select
        'unnest_list' as macro,
        item as asked,
        cast(count(*) as {{ dbt.type_string() }}) as answer,
        case item when 'B' then '1' when 'A' then '2' when '' then '1' end
            as expected

    from items

    group by item

    union all

    select
        'repeated_values' as macro,
        'an item twice' as asked,
        cast(count(*) as {{ dbt.type_string() }}) as answer,
        '1' as expected

    from repeated_items

)

select * from answers

where coalesce(answer, 'null') <> coalesce(expected, 'null')
