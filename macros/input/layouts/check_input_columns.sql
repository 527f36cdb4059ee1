{#- Stops with an error when a file or table of the input lacks or doubles a column. -#}
{% macro check_input_columns(form, headers) %}
    {%- set vars = omnichannel_rfm.input_vars(form) -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set layout = omnichannel_rfm.input_layout(form) -%}
    {%- set problems = [] -%}
    {%- for header in headers -%}
        {%- set names = "; found: " ~ (header.columns | join(', ')) ~ "." -%}
        {%- set available = omnichannel_rfm.columns_by_plain_name(header.columns) -%}
        {%- set found = [] -%}
        {%- for field, column in layout.columns.items() if column is not none -%}
            {%- set copies = available.get(omnichannel_rfm.plain_column_name(column), []) -%}
            {%- if copies -%}
                {%- do found.append(field) -%}
            {%- elif fields[field].required or field in omnichannel_rfm.setting(vars.columns) -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' (our " ~ field
                    ~ ") is missing" ~ names) -%}
            {%- endif -%}
            {%- if copies | length > 1 -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' stands there "
                    ~ (copies | length) ~ " times (" ~ (copies | join(', '))
                    ~ "); keep one of them.") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if 'amount' in fields and 'amount' not in found
            and not ('quantity' in found and 'unit_price' in found) -%}
            {%- do problems.append(header.name ~ ": there is neither an amount nor both quantity and"
                ~ " unit_price" ~ names) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
        {{ exceptions.raise_compiler_error(
            ("The order lines" if form == 'orders' else "The customer input") ~ " cannot be read.\n"
            ~ (problems | join('\n')) ~ "\nOther column names are mapped by the var " ~ vars.columns
            ~ ", for example {customer_id: YOUR_COLUMN}; another separator is set by csv_delimiter"
            ~ ("; order_layout names a known layout, order_file_columns the columns of a file without"
            ~ " a header" if form == 'orders' else "") ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}
