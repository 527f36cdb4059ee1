{#- The message for a var that this project does not have, with the one most like it. -#}
{% macro no_such_setting(name) %}
    {%- set name = name | string -%}
    {%- set found = namespace(name='', likeness=0) -%}
    {%- for known in omnichannel_rfm.settings() -%}
        {#- Dice's coefficient of the pairs of letters: 1 for equal names, 0 for none in common. -#}
        {%- set shared = namespace(pairs=0) -%}
        {%- for place in range(name | length - 1) if name[place:place + 2] in known -%}
            {%- set shared.pairs = shared.pairs + 1 -%}
        {%- endfor -%}
        {%- set likeness = 2 * shared.pairs / (name | length + known | length) -%}
        {%- if likeness > found.likeness -%}
            {%- set found.name = known -%}
            {%- set found.likeness = likeness -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(
        "There is no var '" ~ name ~ "'."
        ~ (" Did you mean " ~ found.name ~ "?" if found.likeness > 0.5 else "")
        ~ " The vars are: " ~ (omnichannel_rfm.settings() | join(', ')) ~ "."
    ) -%}
{% endmacro %}
