{#- Condition of an incremental model that holds whole dates: whether this run writes a date, because it is
    not there yet, or late lines may have changed it. Needs `analysis_date` among the relations. -#}
{% macro is_written_anew(as_of_date) -%}
    {%- if not is_incremental() -%}
    true
    {%- else -%}
    {#- The past of an extract comes with no later lines. -#}
    {%- set late_days = omnichannel_rfm.setting('history_late_days')
        if omnichannel_rfm.input_form() == 'orders' else 0 -%}
    (
        {{ as_of_date }} not in (select held.as_of_date from {{ this }} as held)
        or {{ as_of_date }} between
        {{ dbt.dateadd('day', -late_days, 'analysis_date.analysis_date') }}
        and analysis_date.analysis_date
    )
    {%- endif -%}
{%- endmacro %}
