{#- How the text files of the input are written, by the vars. -#}
{% macro file_options() %}
    {%- set quote = omnichannel_rfm.setting('csv_quote') -%}
    {%- do return({
        'delimiter': omnichannel_rfm.setting('csv_delimiter'),
        'quote': quote,
        'escape': omnichannel_rfm.setting('csv_escape') or quote,
        'skip_lines': omnichannel_rfm.setting('skip_lines'),
    }) -%}
{% endmacro %}
