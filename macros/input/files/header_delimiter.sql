{#- The delimiter of a CSV file by the line that names the columns: the first of `;`, tab and `,` that
    stands in it outside of quotes; a comma where none does. -#}
{% macro header_delimiter(line) %}
    {%- set unquoted = modules.re.sub('"[^"]*"', '', line) -%}
    {%- do return([';', '\t'] | select('in', unquoted) | first | default(',')) -%}
{% endmacro %}
