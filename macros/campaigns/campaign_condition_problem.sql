{#- What is wrong with a row of campaign_conditions, and what to write instead; none where it is sound. -#}
{% macro campaign_condition_problem(row, maps, segments) %}
    {%- set fields = omnichannel_rfm.campaign_fields() -%}
    {%- set field = row['field'] -%}
    {%- set value = (row['value'] or '') | string | trim -%}
    {%- if row['campaign_id'] not in maps -%}
        {%- do return("the seed campaigns has no such campaign_id; it has " ~ (maps | sort | join(', ')) ~ ".") -%}
    {%- elif field in ['category_list', 'store_company_list'] -%}
        {%- do return("the field is called " ~ field[:-5] ~ ".") -%}
    {%- elif field in ['previous_segment', 'segment_changed_on', 'days_since_segment_changed', 'cluster']
        and field not in fields -%}
        {%- do return(
            "this build has no such field: "
            ~ ("set the var statistics." if field == 'cluster'
               else "segments of the past come from order lines, or from the var snapshot_segments.")
        ) -%}
    {%- elif field not in fields -%}
        {%- do return("there is no such field; there are " ~ (fields | join(', ')) ~ ".") -%}
    {%- endif -%}
    {%- set kind = fields[field].kind -%}
    {%- set operators = omnichannel_rfm.campaign_operators(kind) -%}
    {%- if row['operator'] not in operators -%}
        {%- do return(
            field ~ " is a " ~ {'integer': 'number', 'decimal': 'number'}.get(kind, kind) ~ ": use "
            ~ (operators | join(', ')) ~ "."
        ) -%}
    {%- elif not value -%}
        {%- do return("the value is missing.") -%}
    {%- elif kind == 'date' and not modules.re.fullmatch('[0-9]{1,5}', value) -%}
        {%- do return("write a number of days, such as 30.") -%}
    {%- elif kind == 'integer' and not modules.re.fullmatch('-?[0-9]{1,9}', value) -%}
        {%- do return("write a whole number, such as 5.") -%}
    {%- elif kind == 'decimal' and not modules.re.fullmatch('-?[0-9]{1,12}([.][0-9]{1,6})?', value) -%}
        {%- do return("write a plain number with a point, such as 250.00.") -%}
    {%- elif field in ['segment', 'previous_segment'] -%}
        {%- set map_id = maps[row['campaign_id']] -%}
        {%- set known = segments.get(map_id, []) + segments.get('every_map', []) -%}
        {%- for item in value.split(',') if item | trim and item | trim not in known -%}
            {%- do return(
                "the segment map " ~ map_id ~ " has no segment " ~ (item | trim) ~ "; it has "
                ~ (known | join(', ')) ~ "."
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}
