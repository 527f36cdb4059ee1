{#- A test of the shop with the name of one of the package's, and other parameters. -#}
{% test grain_and_rules_hold(model, column_name) %}
select * from {{ model }} where {{ column_name }} is null
{% endtest %}
