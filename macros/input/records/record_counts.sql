{#- The columns by which rows of one key are told to say the same: `has_key`, the least and the greatest of
    what they say, and a number for each of them. A form without a key may say a thing twice. -#}
{% macro record_counts(form) -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- set keys = fields.items() | selectattr('1.is_key') | map('first') | list -%}
    {%- set values = [] -%}
    {%- for field, layout in fields.items() if not layout.is_key -%}
        {#- A separator inside a text is shown by its symbol, so that it separates nothing. -#}
        {%- set text = 'cast(' ~ field ~ ' as ' ~ dbt.type_string() ~ ')'
            if layout.kind in ['integer', 'decimal', 'date'] else "replace(" ~ field ~ ", chr(31), '␟')" -%}
        {%- do values.extend(['coalesce(' ~ text ~ ', chr(30))', 'chr(31)']) -%}
    {%- endfor -%}
    {%- set content = omnichannel_rfm.concatenated(values) -%}
    {%- set of_key = 'partition by ' ~ (keys | join(', ')) -%}
    {%- if keys %}
        {{ keys | join(' is not null and ') }} is not null as has_key,
        min({{ content }}) over ({{ of_key }}) as least_content,
        max({{ content }}) over ({{ of_key }}) as greatest_content,
        row_number() over (
            {{ of_key }} order by {{ content }}, {{ omnichannel_rfm.joined_texts(fields) }}
        ) as copy_number
    {%- else %}
        false as has_key,
        '' as least_content,
        '' as greatest_content,
        1 as copy_number
    {%- endif -%}
{%- endmacro %}
