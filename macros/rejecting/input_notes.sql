{#- What the vars have left out or changed of the input, with its money: lines of the summary. -#}
{% macro input_notes() %}
    {%- set is_order_form = omnichannel_rfm.input_form() == 'orders' -%}
    {%- set unit = 'order lines' if is_order_form else 'rows' -%}
    {%- set notes = [] -%}
    {%- for reason, words in omnichannel_rfm.harmless_reasons().items() -%}
        {%- set left_out = run_query(
            "select count(*), coalesce(sum(" ~ ('amount' if is_order_form else 'total_spend') ~ "), 0) from "
            ~ omnichannel_rfm.checked_input() ~ " where rejection_reasons like '" ~ reason ~ "%'"
        ).rows[0] -%}
        {%- if left_out[0] | int > 0 -%}
            {%- do notes.append(
                '{:,} {} {} left out, {} in all.'.format(left_out[0] | int, unit, words, left_out[1])
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if omnichannel_rfm.setting('customer_id_form') == 'as_is' -%}
        {%- do notes.extend(omnichannel_rfm.ids_that_would_merge()) -%}
    {%- endif -%}
    {%- if is_order_form -%}
        {%- for row in run_query(
            "select item, count(*) as values_left_out from "
            ~ omnichannel_rfm.list_item_rows(omnichannel_rfm.checked_input(), [], 'value_notes')
            ~ " group by item order by item"
        ) -%}
            {%- do notes.append('{:,} values left out: {}.'.format(row[1] | int, row[0])) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if omnichannel_rfm.setting('amount_decimals') == 'round' -%}
        {#- Reads the input again, which keeps it out of every build that rounds nothing. -#}
        {%- set changes = [] -%}
        {%- set amounts = [omnichannel_rfm.amount_fields()[0]] if is_order_form
            else omnichannel_rfm.channel_fields('spend') -%}
        {%- for amount in amounts -%}
            {%- do changes.append(
                'select ' ~ amount ~ ' - ' ~ omnichannel_rfm.number_from_text(amount ~ '_text')
                ~ ' as change from '
                ~ ref('omnichannel_rfm', 'stg_orders__lines' if is_order_form else 'stg_flo__customers')
            ) -%}
        {%- endfor -%}
        {%- set rounded = run_query(
            'select count(*), coalesce(sum(change), 0) from (' ~ (changes | join(' union all '))
            ~ ') as changes where change <> 0'
        ).rows[0] -%}
        {%- do notes.append('{:,} amounts rounded to cents, by {} in all.'.format(
            rounded[0] | int, (rounded[1] | string).rstrip('0').rstrip('.') or '0'
        )) -%}
    {%- endif -%}
    {%- do return(notes) -%}
{% endmacro %}
