{%- set input = omnichannel_rfm.input_identity() -%}
{%- set days = omnichannel_rfm.days_of_input() %}

with

checked as (

    select * from {{ omnichannel_rfm.checked_input() }}

),

counted as (

    select
        count(*) as rows_read,
        count(rejection_reasons) as rows_rejected,
        min(case when rejection_reasons is null then {{ days[0] }} end) as first_day,
        max(case when rejection_reasons is null then {{ days[1] }} end) as last_day

    from checked

),

summary as (

    select
        {{ omnichannel_rfm.analysis_date() }} as analysis_date,
        {%- for column, value in {
            'input_name': input.name, 'input_form': input.form,
            'input_files': omnichannel_rfm.input_file_names()
        }.items() %}
        cast({{ omnichannel_rfm.text_literal(value) if value else 'null' }}
            as {{ dbt.type_string() }}) as {{ column }},
        {%- endfor %}
        {{ 'true' if input.is_sample else 'false' }} as is_sample,
        cast(rows_read as bigint) as rows_read,
        cast(rows_rejected as bigint) as rows_rejected,
        first_day,
        last_day,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as {{ dbt.type_timestamp() }})
            as built_at,
        {{ omnichannel_rfm.run_columns() }}

    from counted

)

select * from summary
