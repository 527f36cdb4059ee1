{#- How dbt fills a seed's table on Spark: its own way, by literals of Python, takes minutes for a
    thousand rows and stops at an apostrophe. The rows travel as JSON inside of the statement, so that
    no executor has to see the file. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set fields = [] -%}
    {%- set columns = [] -%}
    {%- for name in agate_table.column_names -%}
        {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
        {%- do fields.append('c' ~ loop.index ~ ': string') -%}
        {%- do columns.append(
            'cast(c' ~ loop.index ~ ' as ' ~ omnichannel_rfm.seed_column_type(type) ~ ')'
        ) -%}
    {%- endfor -%}
    {%- for chunk in agate_table.rows | batch(10000) -%}
        {%- set rows = [] -%}
        {%- for row in chunk -%}
            {%- set cells = {} -%}
            {%- for cell in row -%}
                {%- do cells.update({'c' ~ loop.index: none if cell is none else cell | string}) -%}
            {%- endfor -%}
            {%- do rows.append(cells) -%}
        {%- endfor -%}
        {%- call statement('load_rows_' ~ loop.index) -%}
            insert into {{ this }}
            select {{ columns | join(', ') }}
            from (
                select inline(from_json(
                    {{ omnichannel_rfm.text_literal(tojson(rows)) }},
                    'array<struct<{{ fields | join(', ') }}>>'
                ))
            )
        {%- endcall -%}
    {%- endfor -%}
    {%- do return('') -%}
{% endmacro %}
