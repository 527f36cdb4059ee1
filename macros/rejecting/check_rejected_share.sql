{#- Stops the build when too many rows of a form of input were rejected, naming the most frequent
    reasons; without a form, of the customers or order lines that this build reads. -#}
{% macro check_rejected_share(record_form=none) %}
    {%- set form = record_form or omnichannel_rfm.input_form() -%}
    {%- set is_order_form = form == 'orders' -%}
    {%- set checked = omnichannel_rfm.checked_input(form) -%}
    {%- if not execute or omnichannel_rfm.is_absent_record(form) -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set rows_name = 'rows of ' ~ form if record_form
        else 'order lines' if is_order_form else 'customer rows' -%}
    {%- set limit = omnichannel_rfm.setting('max_rejected_share') -%}
    {#- A line without a name or in two files is no fault of the input, unless nobody is left. -#}
    {%- set faults = namespace(left='rejection_reasons') -%}
    {%- for reason in omnichannel_rfm.harmless_reasons() | list + ['not_a_member'] -%}
        {%- set faults.left = "replace(" ~ faults.left ~ ", '" ~ reason ~ "', '')" -%}
    {%- endfor -%}
    {%- set counts = run_query(
        "select count(*), count(rejection_reasons), count(case when replace(" ~ faults.left
        ~ ", ', ', '') <> '' then 1 end), count(case when rejection_reasons like '%missing_exchange_rate%' then 1 end) from " ~ checked
    ).rows[0] -%}
    {%- set read, rejected, faulty = counts[0] | int, counts[1] | int, counts[2] | int -%}
    {%- if read == 0 and record_form -%}
        {%- do return('') -%}
    {%- elif read == 0 -%}
        {{ exceptions.raise_compiler_error(
            "The input has a header and no rows. Check "
            ~ ("orders_file or orders_table." if is_order_form else "customers_file or customers_table.")
        ) }}
    {%- elif counts[3] | int > 0 -%}
        {{ exceptions.raise_compiler_error(
            "The order lines are in several currencies, and the seed exchange_rates has no rate for "
            ~ counts[3] ~ " of them. Give each currency and day its rate, 1 for the currency of the"
            ~ " reports, or leave the column out: order_columns {currency: null}."
        ) }}
    {%- elif faulty > (limit | float) * read or (limit | float < 1 and rejected == read) -%}
        {%- set worst = run_query(
            "select item, count(*) as rejected_rows from "
            ~ omnichannel_rfm.list_item_rows(checked, [], 'rejection_reasons')
            ~ " group by item order by rejected_rows desc, item limit 5"
        ) -%}
        {%- set lines = [] -%}
        {%- for row in worst -%}
            {%- do lines.append("  " ~ row[0] ~ ": " ~ row[1] ~ " row(s)") -%}
        {%- endfor -%}
        {{ exceptions.raise_compiler_error(
            rejected ~ " of " ~ read ~ " " ~ rows_name ~ " are rejected, more than max_rejected_share "
            ~ limit ~ " allows. Most frequent reasons:\n" ~ (lines | join('\n'))
            ~ "\nEvery rejected row, as it came, is in the table "
            ~ ("rejected_records." if record_form
               else "rejected_order_lines." if is_order_form else "rejected_customers.")
        ) }}
    {%- endif -%}
{% endmacro %}
