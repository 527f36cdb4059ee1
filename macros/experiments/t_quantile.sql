{#- The quantile 0.975 of Student's t, by the expansion of Cornish and Fisher. -#}
{% macro t_quantile(degrees) -%}
    {%- set z = omnichannel_rfm.normal_quantile('interval') -%}
    {%- set terms = [
        (z ** 3 + z) / 4,
        (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
        (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
        (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
    ] -%}
    (
        {{ z }}
        + ({{ terms[0] }} + ({{ terms[1] }} + ({{ terms[2] }} + {{ terms[3] }} / {{ degrees }})
        / {{ degrees }}) / {{ degrees }}) / {{ degrees }}
    )
{%- endmacro %}
