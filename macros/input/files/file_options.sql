{#- How the text files of a form of input are written: by the vars, and of an optional form in UTF-8, with
    the delimiter that stands in the header of each file. -#}
{% macro file_options(form='customers') %}
    {%- if form in omnichannel_rfm.record_forms() -%}
        {%- do return({
            'delimiter': none, 'quote': '"', 'escape': '"', 'skip_lines': 0, 'has_header': true
        }) -%}
    {%- endif -%}
    {%- set quote = omnichannel_rfm.setting('csv_quote') -%}
    {%- do return({
        'delimiter': omnichannel_rfm.setting('csv_delimiter'),
        'quote': quote,
        'escape': omnichannel_rfm.setting('csv_escape') or quote,
        'skip_lines': omnichannel_rfm.setting('skip_lines'),
        'has_header': form != 'orders' or omnichannel_rfm.setting('order_file_columns') is none,
        'encoding': omnichannel_rfm.setting('file_encoding'),
        'sheet': omnichannel_rfm.setting('sheet'),
    }) -%}
{% endmacro %}
