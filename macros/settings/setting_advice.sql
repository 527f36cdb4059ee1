{#- What to write instead where a var's value is not of its kind; empty where it is. -#}
{% macro setting_advice(setting, value) %}
    {%- set text = value | string -%}
    {%- set kind = setting.kind -%}
    {%- set is_list = value is sequence and value is not string and value is not mapping -%}
    {%- if kind == 'text' -%}
        {%- if value is not string or value | trim == '' -%}
            {%- do return('use a text that is not empty') -%}
        {%- endif -%}
    {%- elif kind == 'formats' -%}
        {%- set formats = value if is_list else [value] -%}
        {%- if not formats or formats | reject('string') | list or '' in formats -%}
            {%- do return('use a date format such as "%d.%m.%Y", or a list of them') -%}
        {%- endif -%}
    {%- elif kind == 'flag' -%}
        {%- if value is not boolean -%}
            {%- do return('use true or false') -%}
        {%- endif -%}
    {%- elif kind == 'whole_number' -%}
        {%- if not modules.re.fullmatch('[0-9]{1,9}', text)
            or not setting.lowest <= text | int <= setting.highest -%}
            {%- do return(
                'use a whole number from ' ~ setting.lowest ~ ' to ' ~ setting.highest
            ) -%}
        {%- endif -%}
    {%- elif kind == 'share' -%}
        {%- set highest = setting.get('highest', 1) -%}
        {%- if not modules.re.fullmatch('0([.][0-9]+)?|1([.]0+)?', text) or text | float > highest -%}
            {%- do return('use a number from 0 to ' ~ highest ~ ', such as 0.01') -%}
        {%- endif -%}
    {%- elif kind == 'character' -%}
        {%- if text | length != 1 -%}
            {%- do return('use one character, such as ";"') -%}
        {%- endif -%}
    {%- elif kind == 'pattern' -%}
        {%- if not modules.re.fullmatch(setting.pattern, text) -%}
            {%- do return('use ' ~ setting.advice) -%}
        {%- endif -%}
    {%- elif kind == 'date' -%}
        {%- if not modules.re.fullmatch('[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])', text) -%}
            {%- do return('use a date written YYYY-MM-DD, in quotes') -%}
        {%- endif -%}
        {%- set year, month, day = text.split('-') | map('int') -%}
        {%- set is_leap_year = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0 -%}
        {%- set last_days = {2: 29 if is_leap_year else 28, 4: 30, 6: 30, 9: 30, 11: 30} -%}
        {%- if day > last_days.get(month, 31) -%}
            {%- do return('the calendar has no such day') -%}
        {%- endif -%}
    {%- elif kind in ['choice', 'choice_by_form', 'layout'] -%}
        {%- if kind == 'layout' -%}
            {%- set choices = omnichannel_rfm.input_layouts(setting.of) | list -%}
        {%- elif kind == 'choice' -%}
            {%- set choices = setting.choices -%}
        {%- else -%}
            {%- set choices = setting.choices.values() | sum(start=[]) -%}
        {%- endif -%}
        {%- if value not in choices -%}
            {%- do return('use one of ' ~ (choices | join(', '))) -%}
        {%- endif -%}
    {%- elif kind == 'list' -%}
        {%- set allowed = omnichannel_rfm.personal_fields() if setting.of == 'personal_fields'
            else omnichannel_rfm.order_fields() | list if setting.of == 'order_fields' -%}
        {%- if not is_list or value | reject('string') | list
            or (allowed and value | reject('in', allowed) | list)
            or (setting.default is none and not value) -%}
            {%- do return('use a list such as ' ~ setting.example if setting.example
                else 'use a list of ' ~ (allowed | join(', '))) -%}
        {%- endif -%}
        {%- for name in value if setting.of == 'measures' and (
            name in ['campaign_id', 'customer_id', 'orders', 'revenue', 'buyer']
            or not modules.re.fullmatch('[a-z][a-z0-9_]{0,39}', name)
        ) -%}
            {%- do return("'" ~ name ~ "' is ours or no plain name: small letters, digits and _") -%}
        {%- endfor -%}
    {%- elif kind == 'columns' -%}
        {%- if value is not mapping -%}
            {%- do return('use a mapping such as {customer_id: YOUR_COLUMN}') -%}
        {%- endif -%}
        {%- set fields = omnichannel_rfm.input_fields(setting.of) -%}
        {%- for field in value if field not in fields -%}
            {%- do return(
                "'" ~ field ~ "' is not one of our fields: " ~ (fields | join(', '))
            ) -%}
        {%- endfor -%}
        {%- for field, column in value.items() -%}
            {%- if column is none and fields[field].required -%}
                {%- do return("'" ~ field ~ "' is needed and cannot be left out") -%}
            {%- elif column is mapping or column is boolean -%}
                {%- do return("write the column of '" ~ field ~ "' as a name or a list of names") -%}
            {%- endif -%}
        {%- endfor -%}
    {%- elif kind == 'policies' -%}
        {%- set policies = ['count', 'ignore', 'negative', 'refunded'] -%}
        {%- if value is not mapping or value.values() | reject('in', policies) | list -%}
            {%- do return('use a mapping such as {Voided: ignore}, to one of '
                ~ (policies | join(', '))) -%}
        {%- endif -%}
    {%- elif kind == 'models' -%}
        {%- if value is not mapping -%}
            {%- do return('use a mapping such as {campaigns: YOUR_SEED}') -%}
        {%- endif -%}
        {%- for seed, model in value.items() -%}
            {%- if seed not in setting.of -%}
                {%- do return(
                    "'" ~ seed ~ "' is not one of our seeds: " ~ (setting.of | join(', '))
                ) -%}
            {%- elif not modules.re.fullmatch('\\w+([.]\\w+)?', model | string) -%}
                {%- do return("write '" ~ seed ~ "' as model or package.model") -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return('') -%}
{% endmacro %}
