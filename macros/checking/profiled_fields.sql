{#- The fields of a form of input that source_profile shows: our name -> its column and kind. -#}
{% macro profiled_fields(form=none) %}
    {%- set form = form or omnichannel_rfm.input_form() -%}
    {%- set layouts = omnichannel_rfm.order_fields() if form == 'orders'
        else omnichannel_rfm.customer_fields() -%}
    {%- set columns = omnichannel_rfm.field_columns(form) -%}
    {%- set left_out = [] -%}
    {%- if form == 'customers' -%}
        {%- set found = omnichannel_rfm.input_columns(form, omnichannel_rfm.input_headers(form)) -%}
        {%- set is_of_two_channels = omnichannel_rfm.customer_channels() | length == 2 -%}
        {%- for field, layout in layouts.items() if layout.kind != 'text' -%}
            {%- if (is_of_two_channels and layout.is_total) or not (is_of_two_channels or found[field]) -%}
                {%- do left_out.append(field) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set fields = {} -%}
    {%- for field, layout in layouts.items() if field not in left_out -%}
        {%- do fields.update({field: {'column': columns[field] | first | default(none), 'kind': layout.kind}}) -%}
    {%- endfor -%}
    {%- do return(fields) -%}
{% endmacro %}
