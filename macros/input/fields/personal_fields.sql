{#- The fields of an order line that tell who the customer is: dropped in staging, or hashed. -#}
{% macro personal_fields() %}
    {%- do return([
        'full_name', 'user_name', 'email', 'phone', 'zip', 'ssn', 'birth_date'
    ]) -%}
{% endmacro %}
