{#- Query: what each status counts for, by the var order_status_policies over the seed. -#}
{% macro status_policies() -%}
    {%- set policies = omnichannel_rfm.setting('order_status_policies') -%}
    {%- set names = [] -%}
    {%- for name in policies -%}
        {%- do names.append(omnichannel_rfm.folded_text(omnichannel_rfm.text_literal(name))) -%}
    {%- endfor -%}
    select
        {{ omnichannel_rfm.folded_text('status') }} as status,
        policy

    from {{ omnichannel_rfm.input_model('order_statuses') }}
    {%- if names %}

    where {{ omnichannel_rfm.folded_text('status') }} not in ({{ names | join(', ') }})
    {%- endif %}
    {%- for policy in policies.values() %}

    union all

    select
        {{ names[loop.index0] }} as status,
        {{ omnichannel_rfm.text_literal(policy) }} as policy
    {%- endfor %}
{%- endmacro %}
