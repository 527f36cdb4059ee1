{#- The reasons whose conditions hold, joined by commas; null when none does. -#}
{% macro joined_reasons(reasons) -%}
    {%- set texts = [] -%}
    {%- for reason, condition in reasons -%}
        {%- do texts.append("case when " ~ condition ~ " then '" ~ reason ~ "' end") -%}
    {%- endfor -%}
    nullif({{ omnichannel_rfm.joined_by("', '", texts) }}, '')
{%- endmacro %}
