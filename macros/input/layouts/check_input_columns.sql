{#- Stops with an error when a file or table of the input lacks or doubles a column. -#}
{% macro check_input_columns(form, headers) %}
    {%- set is_record = form in omnichannel_rfm.record_forms() -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set has_headers = 'order_headers' in omnichannel_rfm.order_forms() -%}
    {%- set needed = {
        'orders': ['order_id'] if has_headers else ['order_date', 'customer_id'],
        'order_headers': ['order_id', 'order_date', 'customer_id'],
        'order_refunds': ['order_id', 'amount'],
    }.get(form) or (
        fields.items() | selectattr('1.required') | map('first') | list if is_record
        else omnichannel_rfm.customer_needs()
    ) -%}
    {%- set var_name = omnichannel_rfm.columns_setting(form) -%}
    {%- set named = var(var_name, {}) -%}
    {%- set problems = [] -%}
    {%- set found_anywhere = [] -%}
    {%- for header in headers -%}
        {%- set shown = omnichannel_rfm.shown_columns(header.columns) -%}
        {%- set other = [';', '\t', '|', ','] | select('in', header.columns | join) | first -%}
        {%- if header.columns | length == 1 and other -%}
            {{ exceptions.raise_compiler_error(
                header.name ~ " is written with another delimiter: " ~ (
                    "use one of ; , or tabs." if is_record
                    else "csv_delimiter: " ~ tojson(other) ~ " reads it in several columns."
                )
            ) }}
        {%- endif -%}
        {%- set available = omnichannel_rfm.columns_by_plain_name(header.columns) -%}
        {%- set found = [] -%}
        {%- set missing = [] -%}
        {%- for field, names in omnichannel_rfm.field_columns(form).items() if names -%}
            {%- set copies = omnichannel_rfm.columns_of_field(names, available) -%}
            {%- if copies -%}
                {%- do found.append(field) -%}
            {%- elif field in needed -%}
                {%- do missing.append("'" ~ (names | join("' or '")) ~ "' (our " ~ field ~ ")") -%}
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
            {%- do missing.append("neither an amount nor an order_total nor both quantity and"
                ~ " unit_price") -%}
        {%- endif -%}
        {%- if form == 'campaign_outcomes' and found | length == 2 and not missing -%}
            {%- do missing.append("orders, revenue and every one of outcome_measures") -%}
        {%- endif -%}
        {%- if missing -%}
            {%- do problems.append(
                header.name ~ ": missing is " ~ (missing | join(', ')) ~ "; found: " ~ shown ~ "."
            ) -%}
        {%- endif -%}
        {%- do found_anywhere.extend(found) -%}
    {%- endfor -%}
    {#- Files may lack a column that is not needed, but one that a var names is in one of them. -#}
    {%- for field, names in named.items() if headers and names is not none
        and field not in found_anywhere + needed and (form in ['customers', 'orders'] or is_record) -%}
        {%- do problems.append(
            "The var " ~ var_name ~ " names '" ~ (names if names is string else names | join("' or '"))
            ~ "' as our " ~ field ~ ", which is missing in " ~ headers[0].name
            ~ (" and the other files" if headers | length > 1 else "") ~ "; found: "
            ~ omnichannel_rfm.shown_columns(headers[0].columns) ~ "."
        ) -%}
    {%- endfor -%}
    {%- if problems and is_record -%}
        {{ exceptions.raise_compiler_error(
            "The input " ~ form ~ " cannot be read. Other names are said by the var " ~ var_name
            ~ " such as {customer_id: YOUR_COLUMN}.\n" ~ (problems | join('\n'))
        ) }}
    {%- elif problems -%}
        {{ exceptions.raise_compiler_error(
            ("The customer input" if form == 'customers' else "The order lines")
            ~ " cannot be read. `python3 run.py inspect FILE` finds the vars that read it: "
            ~ ("customer_layout" if form == 'customers' else "order_layout") ~ " for a known layout, "
            ~ ("" if form == 'customers' else "order_file_columns for a file without a header, ")
            ~ var_name ~ " such as {customer_id: YOUR_COLUMN} for other names.\n" ~ (problems | join('\n'))
        ) }}
    {%- endif -%}
{% endmacro %}
