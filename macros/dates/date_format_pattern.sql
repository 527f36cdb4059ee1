{#- What a date format such as %d.%m.%Y looks like as a regular expression, and which of its groups
    hold year, month and day: {'pattern': text, 'groups': {'Y': 3, 'm': 2, 'd': 1}}. -#}
{% macro date_format_pattern(format, offset_minutes=none) %}
    {%- if offset_minutes is not none -%}
        {{ exceptions.raise_compiler_error(
            "The date format '" ~ format ~ "' has a time zone, and the var order_utc_offset asks for the day"
            ~ " elsewhere: that is reckoned on DuckDB only. Write the times as 2021-05-30T23:30:00+03:00 when"
            ~ " you load them, and leave the format out."
        ) }}
    {%- endif -%}
    {#- As many digits as there are, as in DuckDB: 199701 is no %Y%m%d with a month of one digit. -#}
    {%- set parts = {
        'Y': '([0-9]{4}|[0-9]{1,3}(?![0-9]))',
        'y': '([0-9]{2}|[0-9](?![0-9]))',
        'm': '(1[0-2]|0[1-9]|[1-9](?![0-9]))',
        'd': '(3[01]|[12][0-9]|0[1-9]|[1-9](?![0-9]))',
        'H': '(?:2[0-3]|[01][0-9]|[0-9](?![0-9]))',
        'I': '(?:1[0-2]|0[1-9]|[1-9](?![0-9]))',
        'M': '(?:[0-5][0-9]|[0-9](?![0-9]))',
        'S': '(?:[0-5][0-9]|[0-9](?![0-9]))',
        'f': '(?:[0-9]{6}|[0-9]{1,5}(?![0-9]))',
        'p': '(?:[AaPp][Mm])',
        'z': '(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)',
    } -%}
    {%- set found = [] -%}
    {%- set groups = {} -%}
    {%- for piece in modules.re.findall('%-?.|\\s+|[^%]', format) -%}
        {%- set letter = piece[-1] -%}
        {%- if piece[0] != '%' -%}
            {%- do found.append('\\s+' if piece.isspace() else modules.re.escape(piece)) -%}
        {%- elif letter in parts and letter not in groups -%}
            {%- if letter in 'Yymd' -%}
                {%- do groups.update({letter: groups | length + 1}) -%}
            {%- endif -%}
            {%- do found.append(parts[letter]) -%}
        {%- else -%}
            {{ exceptions.raise_compiler_error(
                "In the date format '" ~ format ~ "', the '" ~ piece ~ "' is not"
                ~ " understood, or stands there twice, on " ~ target.type ~ ": give each of %d, %m and"
                ~ " %Y or %y once, and what you need of %H, %I, %M, %S, %f and %p; or write the dates"
                ~ " as 2021-05-30 when you load them."
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- if 'm' not in groups or 'd' not in groups or ('Y' in groups) == ('y' in groups) -%}
        {{ exceptions.raise_compiler_error(
            "The date format '" ~ format ~ "': it needs day (%d), month (%m) and one year"
            ~ " (%Y or %y)."
        ) }}
    {%- endif -%}
    {%- do return({'pattern': found | join, 'groups': groups}) -%}
{% endmacro %}
