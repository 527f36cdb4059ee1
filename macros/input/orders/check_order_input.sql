{#- Stops the run, before anything is built, when the order input lacks or doubles a column. -#}
{% macro check_order_input() %}
    {%- if omnichannel_rfm.setting('hashed_personal_columns') -%}
        {%- do omnichannel_rfm.check_hash_salt() -%}
    {%- endif -%}
    {%- set file = omnichannel_rfm.setting('orders_file') -%}
    {%- set table = omnichannel_rfm.setting('orders_table') -%}
    {%- if not file and not table -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set headers = omnichannel_rfm.order_input_headers() -%}
    {%- if not headers -%}
        {{ exceptions.raise_compiler_error(
            ("orders_file '" ~ file ~ "' matches no file" if file
             else "orders_table '" ~ table ~ "' does not exist in this database")
            ~ ". Check the name; a relative path is looked up from the folder dbt runs in."
        ) }}
    {%- endif -%}

    {%- set mapped = omnichannel_rfm.order_layout().columns -%}
    {%- set problems = [] -%}
    {%- for header in headers -%}
        {%- set found = [] -%}
        {%- for column in header.columns -%}
            {%- do found.append(omnichannel_rfm.plain_column_name(column)) -%}
        {%- endfor -%}
        {%- set there = [] -%}
        {%- for field, layout in omnichannel_rfm.order_fields().items() -%}
            {%- set column = mapped.get(field, layout.column) -%}
            {%- set copies = found | select('equalto', omnichannel_rfm.plain_column_name(column))
                | list | length -%}
            {%- if copies -%}
                {%- do there.append(field) -%}
            {%- endif -%}
            {%- if copies > 1 -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' stands there "
                    ~ copies ~ " times; keep one of them.") -%}
            {%- elif copies == 0 and (
                field in omnichannel_rfm.setting('order_columns') or layout.get('required')
            ) -%}
                {%- do problems.append(header.name ~ ": column '" ~ column ~ "' (our "
                    ~ field ~ ") is missing; found: " ~ (header.columns | join(', ')) ~ ".") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if 'amount' not in there and not ('quantity' in there and 'unit_price' in there) -%}
            {%- do problems.append(header.name ~ ": there is neither an amount nor both quantity and"
                ~ " unit_price; found: " ~ (header.columns | join(', ')) ~ ".") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
        {{ exceptions.raise_compiler_error(
            "The order lines cannot be read.\n" ~ (problems | join('\n'))
            ~ "\nOther column names are mapped by the var order_columns, for example "
            ~ "{customer_id: YOUR_COLUMN}; order_layout names a known layout, csv_delimiter another "
            ~ "separator, order_file_columns the columns of a file without a header."
        ) }}
    {%- endif -%}
{% endmacro %}
