{#- Stops the build when too many customer rows were rejected, naming the most frequent reasons. -#}
{% macro check_rejected_share() %}
    {%- if not execute -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set checked = ref('omnichannel_rfm', 'int_customers_checked') -%}
    {%- set limit = omnichannel_rfm.setting('max_rejected_share') -%}
    {%- set counts = run_query(
        "select count(*), count(rejection_reasons) from " ~ checked
    ).rows[0] -%}
    {%- set read, rejected = counts[0] | int, counts[1] | int -%}
    {%- if read == 0 -%}
        {{ exceptions.raise_compiler_error(
            "The customer input has a header and no rows. Check customers_file or customers_table."
        ) }}
    {%- elif rejected > (limit | float) * read -%}
        {%- set worst = run_query(
            "select item, count(*) as rejected_rows from ("
            ~ omnichannel_rfm.list_item_rows(checked, [], 'rejection_reasons')
            ~ ") as reasons group by item order by rejected_rows desc, item limit 5"
        ) -%}
        {%- set lines = [] -%}
        {%- for row in worst -%}
            {%- do lines.append("  " ~ row[0] | trim ~ ": " ~ row[1] ~ " row(s)") -%}
        {%- endfor -%}
        {{ exceptions.raise_compiler_error(
            rejected ~ " of " ~ read ~ " customer rows are rejected, more than max_rejected_share "
            ~ limit ~ " allows. Most frequent reasons:\n" ~ (lines | join('\n'))
            ~ "\nEvery rejected row, as it came, is in the table rejected_customers."
        ) }}
    {%- endif -%}
{% endmacro %}
