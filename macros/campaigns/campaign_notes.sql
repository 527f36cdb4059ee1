{#- What is said of the campaigns of a build: lines of its summary. -#}
{% macro campaign_notes() %}
    {%- set queries = [] -%}
    {%- for field, layout in omnichannel_rfm.campaign_fields().items()
        if layout.of == 'groups' and field != 'segment' -%}
        {%- set had = "select item from " ~ ref('omnichannel_rfm', 'int_list_items') ~ " where list_kind = '"
            ~ field ~ "'" if layout.kind == 'list'
            else "select " ~ field ~ " from " ~ ref('omnichannel_rfm', 'int_customer_groups') ~ " where "
            ~ field ~ " is not null" -%}
        {%- do queries.append(
            "select campaign_id, field, item from " ~ ref('omnichannel_rfm', 'int_campaign_items')
            ~ " where field = '" ~ field ~ "' and item not in (" ~ had ~ ") and campaign_id in (select"
            ~ " campaign_id from " ~ ref('omnichannel_rfm', 'int_campaigns') ~ " where is_applied)"
        ) -%}
    {%- endfor -%}
    {%- set notes = [] -%}
    {%- if not omnichannel_rfm.given_input('contact_permissions') -%}
        {%- do notes.append('Permissions to contact customers were not looked at: none are given.') -%}
    {%- endif -%}
    {%- for row in run_query(queries | join(' union all ') ~ ' order by campaign_id, field, item') -%}
        {%- do notes.append(
            'Campaign ' ~ row[0] ~ ' names the ' ~ row[1] ~ ' ' ~ row[2] ~ ', which no customer has.'
        ) -%}
    {%- endfor -%}
    {%- do return(notes) -%}
{% endmacro %}
