with

rejected as (

    {%- for form in omnichannel_rfm.record_forms() %}

    select
        cast('{{ form }}' as {{ dbt.type_string() }}) as form,
        rejection_reasons,
        record_json

    from {{ omnichannel_rfm.checked_input(form) }}

    where rejection_reasons is not null
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)

select * from rejected
