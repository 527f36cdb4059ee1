{#- Stops with an error when a file or table of the customer input lacks or doubles a column. -#}
{% macro check_customer_columns(headers) %}
    {%- set mapped = omnichannel_rfm.setting('customer_columns') -%}
    {%- set problems = [] -%}
    {%- for header in headers -%}
        {%- set found = header.columns | map('trim') | map('lower') | list -%}
        {%- for field, layout in omnichannel_rfm.customer_fields().items() -%}
            {%- set column = mapped.get(field, layout.column) -%}
            {%- set copies = found | select('equalto', column | lower) | list | length -%}
            {%- if copies > 1 -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' stands there "
                    ~ copies ~ " times; keep one of them.") -%}
            {%- elif copies == 0 and (field in mapped or not layout.get('optional')) -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' (our "
                    ~ field ~ ") is missing; found: " ~ (header.columns | join(', ')) ~ ".") -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if problems -%}
        {{ exceptions.raise_compiler_error(
            "The customer input cannot be read.\n" ~ (problems | join('\n'))
            ~ "\nOther column names are mapped by the var customer_columns, for example "
            ~ "{customer_id: YOUR_COLUMN}; another separator is set by csv_delimiter."
        ) }}
    {%- endif -%}
{% endmacro %}
