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
    '2021-05-30': '2021-05-30',
    '2021-05-30 13:45:00': '2021-05-30',
    '30.05.2021': '2021-05-30',
    '29.02.2021': none,
    '05/30/2021': none,
}.items() %}
{%- do cases.append([
    'date_from_input', asked,
    omnichannel_rfm.date_from_input('campaign_members', "'" ~ asked ~ "'"), answer
]) %}
{%- endfor %}
{%- for asked, format, answer in [
    ['12/1/2010 8:26', '%m/%d/%Y %H:%M', '2010-12-01'],
    [' 12/01/2010  08:26 ', '%m/%d/%Y %H:%M', '2010-12-01'],
    ['12/1/2010 24:00', '%m/%d/%Y %H:%M', none],
    ['12/1/2010', '%m/%d/%Y %H:%M', none],
    ['1/2/2010 12:00:59 pM', '%d/%m/%Y %I:%M:%S %p', '2010-02-01'],
    ['1/2/2010 13:00:00 PM', '%d/%m/%Y %I:%M:%S %p', none],
    ['1/2/2010 8:00:00.123', '%d/%m/%Y %H:%M:%S.%f', '2010-02-01'],
    ['1/2/2010 8:00:60.1', '%d/%m/%Y %H:%M:%S.%f', none],
    ['19970101', '%Y%m%d', '1997-01-01'],
    ['1997011', '%Y%m%d', '1997-01-01'],
    ['199701', '%Y%m%d', none],
    ['29.02.2020', '%d.%m.%Y', '2020-02-29'],
    ['29.02.2021', '%d.%m.%Y', none],
    ['31.12.97', '%d.%m.%Y', '0097-12-31'],
    ['1.1.0', '%d.%m.%Y', none],
    ['1.1.0', '%d.%m.%y', '2000-01-01'],
    ['30.4.68', '%-d.%-m.%y', '2068-04-30'],
    ['30.4.69', '%d.%m.%y', '1969-04-30'],
    ['31.4.69', '%d.%m.%y', none],
    ['1.13.2010', '%d.%m.%Y', none],
    ['0.1.2010', '%d.%m.%Y', none],
    ['001.2.2010', '%d.%m.%Y', none],
    ['1x2x2010', '%d.%m.%Y', none],
    ['1.2.2010.', '%d.%m.%Y', none],
    ['epoch', '%d.%m.%Y', none],
] %}
{%- do cases.append([
    'date_from_format',
    asked ~ ' as ' ~ format,
    omnichannel_rfm.date_from_format(omnichannel_rfm.text_literal(asked), format),
    answer,
]) %}
{%- endfor %}
{%- for asked, utc_offset, answer in [
    ['2021-05-30', none, '2021-05-30'],
    [' 2021-05-30T23:30:00.5+03:00 ', none, '2021-05-30'],
    ['2021-05-30 99:99', none, '2021-05-30'],
    ['2021-02-29 10:00', none, none],
    ['2021-00-10', none, none],
    ['0000-01-01', none, none],
    ['0000-12-31 23:30Z', '+03:00', none],
    ['0001-01-01', none, '0001-01-01'],
    ['2021-05-30 10', none, none],
    ['2021-05-30+03', none, none],
    ['2021-05-30 23:30', '+03:00', '2021-05-30'],
    ['2021-05-30 23:30Z', '+03:00', '2021-05-31'],
    ['2021-12-31T22:00:00+00', '+02:00', '2022-01-01'],
    ['2021-05-30 23:30:00+0530', '+03:00', '2021-05-30'],
    ['2021-05-30 23:30:00-05:30', '+00:00', '2021-05-31'],
    ['2020-03-01 00:29+01:30', '-01:00', '2020-02-29'],
    ['2021-05-30 24:00Z', '+00:00', '2021-05-31'],
    ['2021-05-30 24:01Z', '+00:00', none],
    ['2021-05-30 12:60Z', '+00:00', none],
    ['2021-05-30 23:59:60Z', '+00:00', none],
    ['2021-02-29 10:00Z', '+00:00', none],
] %}
{%- do cases.append([
    'date_from_timestamp',
    asked ~ ' in ' ~ utc_offset,
    omnichannel_rfm.date_from_timestamp(omnichannel_rfm.text_literal(asked), utc_offset),
    answer,
]) %}
{%- endfor %}
{%- for asked, answer in {
    'abc': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    'ğ': '2faf88c3dfa54e5ab733e27dd22636156dbf37a7a0a6de97e96de6c0e22b3481',
}.items() %}
{%- do cases.append([
    'sha256_text', asked, omnichannel_rfm.sha256_text("'" ~ asked ~ "'"), answer
]) %}
{%- endfor %}
{#- The vars of this build may have numbers read in another way. -#}
{%- if not omnichannel_rfm.setting('number_format')
    and omnichannel_rfm.setting('amount_decimals') == 'reject' %}
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
    ['10.500', 'decimal(18, 2)', none],
    ['0.500', 'decimal(18, 2)', '0.50'],
    ['1000.500', 'decimal(18, 2)', '1000.50'],
    ['0.005', 'decimal(18, 2)', none],
] %}
{%- do cases.append([
    'exact_number_from_text',
    asked ~ ' as ' ~ type,
    omnichannel_rfm.exact_number_from_text("'" ~ asked ~ "'", type),
    answer,
]) %}
{%- endfor %}
{%- endif %}
{%- for asked, format, answer in [
    ['1.250', '1.234,56', '1250.00'],
    ['12.50', '1.234,56', none],
    ['1.355,90 TL', '1.234,56', '1355.90'],
    ['-₺12,5', '1.234,56', '-12.50'],
    ['($4.50)', '1,234.56', '-4.50'],
    ['($4.50', '1,234.56', none],
    ['EUR 1,234,567.00', '1,234.56', '1234567.00'],
    ['1\u00a0250,00', '1 234,56', '1250.00'],
    ['1250,5', '1234,56', '1250.50'],
    ['1.250', '1234,56', none],
] %}
{%- do cases.append([
    'number_from_text',
    asked ~ ' as ' ~ format,
    'cast(' ~ omnichannel_rfm.number_from_text("'" ~ asked ~ "'", format) ~ ' as decimal(18, 2))',
    answer,
]) %}
{%- endfor %}
{%- for asked, answer in {
    '0.005': '0.00', '0.015': '0.02', '-0.015': '-0.02', '-0.025': '-0.02', '1.0251': '1.03',
}.items() %}
{%- do cases.append([
    'rounded_to_cents',
    asked,
    'cast(' ~ omnichannel_rfm.rounded_to_cents(
        'cast(' ~ omnichannel_rfm.decimal_literal(asked) ~ ' as '
        ~ omnichannel_rfm.wide_decimal(18) ~ ')'
    ) ~ ' as decimal(18, 2))',
    answer,
]) %}
{%- endfor %}
{%- do cases.append(['lower_text', 'İIŞğÇ', omnichannel_rfm.lower_text("'İIŞğÇ'"), 'iişğç']) %}
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
    ['1', '-3', 6, '-0.333333'],
    ['-2', '-3', 6, '0.666667'],
    ['-299.00', '-299.00', 6, '1.000000'],
    ['-0.5', '-100', 2, '0.01'],
    ['0', '-7', 6, '0.000000'],
    ['999999999.00', '0.01', 6, '99999999900.000000'],
    ['cast(2147483647 as integer)', '3', 8, '715827882.33333333'],
    ['9999999999990000000.01', '10000000', 8, '999999999999.00000000'],
    ['9999999999990000000.02', '3', 2, '3333333333330000000.01'],
    ['9999999999999999999.00', '1', 8, '9999999999999999999.00000000'],
] %}
{%- do cases.append([
    'exact_ratio',
    numerator ~ ' / ' ~ denominator,
    omnichannel_rfm.exact_ratio(numerator, denominator, places),
    answer,
]) %}
{%- endfor %}
{%- for numerator, denominator, answer in [
    ['10.00', '3', '3.333333'],
    ['10.00', '0', none],
    ['10.00', '-3', '-3.333333'],
    ['-10.00', '-6', '1.666667'],
    ['cast(21474837 as integer)', 'cast(42949674 as integer)', '0.500000'],
    ['cast(1 as integer)', 'cast(1999999998 as integer)', '0.000000'],
    ['999999999999.00', 'cast(7 as integer)', '142857142857.000000'],
    ['999999999998.99', '999999999999.00', '1.000000'],
    ['-999999999999.00', '1', '-999999999999.000000'],
] %}
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
{%- for text, answer in {'a': '919145239626757800', 'b': '10586660897460989932'}.items() %}
{%- do cases.append([
    'hash_bucket', text, omnichannel_rfm.hash_bucket("'" ~ text ~ "'"), answer
]) %}
{%- endfor %}
{%- set aggregates = [
    ['ordered_list', 'by another', omnichannel_rfm.ordered_list('letter', ', ', 'length(letter) * ascii(letter)'), 'A, a, b, ç'],
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

text_lists as (

    select '[B, A,, A]' as letters
    union all
    select null as letters

),

items as (

    select * from {{ omnichannel_rfm.list_item_rows('text_lists', [], 'letters') }}

),

repeated_items as (

    {{ omnichannel_rfm.repeated_values('items', 'item') }}

),

order_days as (

    {%- for day, region in [
        ('2021-04-30', 'Zone'), ('2021-05-01', 'East'), ('2021-05-01', 'ast'), ('2021-05-02', none)
    ] %}
    select
        cast('{{ day }}' as date) as order_date,
        cast({{ 'null' if region is none else omnichannel_rfm.text_literal(region) }}
            as {{ dbt.type_string() }}) as score_partition
    {{ 'union all' if not loop.last }}
    {%- endfor %}

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
        'list_item_rows' as macro,
        item as asked,
        cast(count(*) as {{ dbt.type_string() }}) as answer,
        case item when 'B' then '1' when 'A' then '2' end as expected

    from items

    group by item

    union all

    select
        'repeated_values' as macro,
        'an item twice' as asked,
        cast(count(*) as {{ dbt.type_string() }}) as answer,
        '1' as expected

    from repeated_items

    union all

    select
        'may_repeat' as macro,
        'an item twice' as asked,
        case when {{ omnichannel_rfm.may_repeat('item') }} then 'true' else 'false' end as answer,
        'true' as expected

    from items

    union all

    select
        'latest_score_partition' as macro,
        'two orders on a day and a later one that names nothing' as asked,
        {{ omnichannel_rfm.latest_score_partition('order_days') }} as answer,
        'ast' as expected

    from order_days

)

select * from answers

where coalesce(answer, 'null') <> coalesce(expected, 'null')
