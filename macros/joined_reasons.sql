{#- The reasons whose conditions hold, joined by commas; null when none does. -#}
{% macro joined_reasons(reasons) -%}
    nullif(
        concat_ws(
            ', '
            {%- for reason, condition in reasons %},
            case when {{ condition }} then '{{ reason }}' end
            {%- endfor %}
        ),
        ''
    )
{%- endmacro %}
