{#- Stops with an error when a file or table of the input lacks or doubles a column. -#}
{% macro check_input_columns(form, headers) %}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set has_headers = 'order_headers' in omnichannel_rfm.order_forms() -%}
    {%- set needed = {
        'orders': ['order_id'] if has_headers else ['order_date', 'customer_id'],
        'order_headers': ['order_id', 'order_date', 'customer_id'],
        'order_refunds': ['order_id', 'amount'],
    }.get(form, fields.items() | selectattr('1.required') | map('first') | list) -%}
    {%- set var_name = 'customer_columns' if form == 'customers' else 'order_columns' -%}
    {%- set missing = "{}: column '{}' (our {}) is missing; found: {}." -%}
    {%- set problems = [] -%}
    {%- set found_anywhere = [] -%}
    {%- for header in headers -%}
        {%- set found = [] -%}
        {%- for field, names in omnichannel_rfm.field_columns(form).items() if names -%}
            {%- set copies = omnichannel_rfm.columns_of_field(names, header.columns) -%}
            {%- if copies -%}
                {%- do found.append(field) -%}
            {%- elif field in needed -%}
                {%- do problems.append(missing.format(
                    header.name, names | join("' or '"), field, header.columns | join(', ')
                )) -%}
            {%- endif -%}
            {%- if copies | length > 1 -%}
                {%- do problems.append(header.name ~ ": column '" ~ names[0] ~ "' stands there "
                    ~ (copies | length) ~ " times (" ~ (copies | join(', '))
                    ~ "); keep one of them.") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if form == 'orders' and 'amount' not in found and 'order_total' not in found
            and not (has_headers and omnichannel_rfm.has_order_field('order_total', ['order_headers']))
            and not ('quantity' in found and 'unit_price' in found) -%}
            {%- do problems.append(header.name ~ ": there is neither an amount nor an order_total nor"
                ~ " both quantity and unit_price; found: " ~ (header.columns | join(', ')) ~ ".") -%}
        {%- endif -%}
        {%- do found_anywhere.extend(found) -%}
    {%- endfor -%}
    {#- Files may lack a column that is not needed, but one that a var names is in one of them. -#}
    {%- for field, names in var(var_name, {}).items()
        if headers and names is not none and field not in found_anywhere and field not in needed and form in ['customers', 'orders'] -%}
        {%- do problems.append(missing.format(
            headers | map(attribute='name') | join(', '), names if names is string else names | join("' or '"),
            field, headers | map(attribute='columns') | sum(start=[]) | unique | join(', ')
        )) -%}
    {%- endfor -%}
    {%- if problems -%}
        {{ exceptions.raise_compiler_error(
            ("The customer input" if form == 'customers' else "The order lines") ~ " cannot be read.\n"
            ~ (problems | join('\n')) ~ "\nOther column names are mapped by the var " ~ var_name
            ~ ", for example {customer_id: YOUR_COLUMN}; another separator is set by csv_delimiter"
            ~ ("" if form == 'customers' else "; order_layout names a known layout,"
               ~ " order_file_columns the columns of a file without a header") ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}
