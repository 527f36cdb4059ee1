{#- Texts, none of them null, one behind the other. -#}
{% macro concatenated(texts) %}
    {%- do return(adapter.dispatch('concatenated', 'omnichannel_rfm')(texts)) -%}
{% endmacro %}

{% macro default__concatenated(texts) -%}
    concat({{ texts | join(', ') }})
{%- endmacro %}

{#- The concat of Redshift takes two texts only. -#}
{% macro redshift__concatenated(texts) -%}
    ({{ texts | join(' || ') }})
{%- endmacro %}
