{#- Columns of a mart that says whether something worked, of rows of int_campaign_verdicts. -#}
{% macro lift_columns(verdicts) -%}
{%- for column in [
            'treated_customers', 'control_customers', 'treated_total', 'control_total',
            'treated_mean', 'control_mean', 'difference', 'difference_low', 'difference_high',
            'relative_lift', 'relative_lift_low', 'relative_lift_high', 'stratified_difference',
            'stratified_difference_low', 'stratified_difference_high', 'stratified_share',
            'detectable_difference', 'sample_ratio_chi_squared', 'sample_ratio_degrees',
        ] %}
        {{- verdicts }}.{{ column }},
        {% endfor -%}
        cast({{ verdicts }}.verdict as {{ dbt.type_string() }}) as verdict,
        {{ verdicts }}.verdict_en,
        {{ verdicts }}.verdict_tr
{%- endmacro %}
