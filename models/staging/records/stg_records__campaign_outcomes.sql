{%- set form = 'campaign_outcomes' %}
{%- set fields = omnichannel_rfm.input_fields(form) %}
{%- set headers = omnichannel_rfm.input_headers(form) %}
{%- do omnichannel_rfm.check_input_columns(form, headers) %}

with

records as (

    select
        {%- for field, columns in omnichannel_rfm.input_columns(form, headers).items() %}
        {{ omnichannel_rfm.input_value(columns) }} as {{ field }}
        {{- ',' if not loop.last }}
        {%- endfor %}

    from {{ omnichannel_rfm.input_relation(form, headers) }}

),

attempted as (

    select
        *
        {%- for field, layout in fields.items() if layout.kind != 'text' %},
        {{ omnichannel_rfm.attempted_value(form, field, layout) }} as {{ field }}_attempt
        {%- endfor %}

    from records

),

typed as (

    select
        {{- omnichannel_rfm.record_values(form) }}

    from attempted

),

counted as (

    select
        *,
        {{- omnichannel_rfm.record_counts(form) }}

    from typed

),

judged as (

    select
        *,
        {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.record_reasons(form)) }}
            as rejection_reasons

    from counted

),

checked as (

    select
        {%- for field in fields %}
        {{ field }},
        {%- endfor %}
        rejection_reasons,
        {{ omnichannel_rfm.record_json(form) }} as record_json

    from judged

)

select * from checked
