{#- The rows of a form of optional input, cleaned, typed and judged, for the `from` clause: our fields, the
    `rejection_reasons`, and `record_json`, the row as it came. -#}
{% macro judged_records(form) -%}
    {%- set fields = omnichannel_rfm.input_fields(form) -%}
    {%- if omnichannel_rfm.is_absent_record(form) -%}
    (
        select
            {%- for field, layout in fields.items() %}
            cast(null as {{ layout.type or dbt.type_string() }}) as {{ field }},
            {%- endfor %}
            cast(null as {{ dbt.type_string() }}) as rejection_reasons,
            cast(null as {{ dbt.type_string() }}) as record_json

        where 1 = 0
    ) as judged
    {%- else -%}
    {%- set headers = omnichannel_rfm.input_headers(form) -%}
    {%- do omnichannel_rfm.check_input_columns(form, headers) -%}
    (
        select
            {{ fields | join(', ') }},
            {{ omnichannel_rfm.joined_reasons(omnichannel_rfm.record_reasons(form)) }}
                as rejection_reasons,
            {{ omnichannel_rfm.record_json(form) }} as record_json

        from (
            select
                *,
                {{- omnichannel_rfm.record_counts(form) }}

            from (
                select
                    {{- omnichannel_rfm.record_values(form) }}

                from (
                    select
                        *
                        {%- for field, layout in fields.items() if layout.kind in ['integer', 'decimal', 'date'] %},
                        {{ omnichannel_rfm.attempted_value(form, field, layout) }} as {{ field }}_attempt
                        {%- endfor %}

                    from (
                        select
                            {%- for field, columns in omnichannel_rfm.input_columns(form, headers).items() %}
                            {{ omnichannel_rfm.input_value(columns) }} as {{ field }}
                            {{- ',' if not loop.last }}
                            {%- endfor %}

                        from {{ omnichannel_rfm.input_relation(form, headers) }}
                    ) as texts
                ) as attempted
            ) as typed
        ) as counted
    ) as judged
    {%- endif -%}
{%- endmacro %}
