{#- The names of columns, with stand-ins for those that are empty or stand there already. -#}
{% macro unique_names(names) %}
    {%- set names = names | map('string') | list -%}
    {%- set taken = names | map('lower') | list -%}
    {%- set found = [] -%}
    {%- for name in names -%}
        {%- if name and name | lower not in taken[:loop.index0] -%}
            {%- do found.append(name) -%}
        {%- else -%}
            {#- The first that no column has: of more tries than there are names, one is free. -#}
            {%- set free = [] -%}
            {%- set number = loop.index -%}
            {%- for marks in range(1, names | length + 2) -%}
                {%- set stand_in = name ~ '_' * marks ~ number -%}
                {%- if not free and stand_in | lower not in taken -%}
                    {%- do free.append(stand_in) -%}
                {%- endif -%}
            {%- endfor -%}
            {%- do taken.append(free[0] | lower) -%}
            {%- do found.append(free[0]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(found) -%}
{% endmacro %}
