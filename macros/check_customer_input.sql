{#- Stops the run, before anything is built, when the customer input lacks or doubles a column. -#}
{% macro check_customer_input() %}
    {%- set file = omnichannel_rfm.setting('customers_file') -%}
    {%- set table = omnichannel_rfm.setting('customers_table') -%}
    {%- if not file and not table -%}
        {%- set headers = omnichannel_rfm.seed_headers() -%}
    {%- else -%}
        {%- set headers = omnichannel_rfm.customer_input_headers() -%}
        {%- if not headers -%}
            {{ exceptions.raise_compiler_error(
                ("customers_file '" ~ file ~ "' matches no file" if file
                 else "customers_table '" ~ table ~ "' does not exist in this database")
                ~ ". Check the name; a relative path is looked up from the folder dbt runs in."
            ) }}
        {%- endif -%}
    {%- endif -%}

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
