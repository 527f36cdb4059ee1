{#- Macros of the shop with the names of the package's: each would break it, were it called there. -#}
{% macro setting(name) %}
    {{ exceptions.raise_compiler_error('the shop macro setting was called') }}
{% endmacro %}

{% macro default__exact_ratio(numerator, denominator, places) %}
    {{ exceptions.raise_compiler_error('the shop macro default__exact_ratio was called') }}
{% endmacro %}

{% macro duckdb__exact_ratio(numerator, denominator, places) %}
    {{ exceptions.raise_compiler_error('the shop macro duckdb__exact_ratio was called') }}
{% endmacro %}

{% macro postgres__exact_ratio(numerator, denominator, places) %}
    {{ exceptions.raise_compiler_error('the shop macro postgres__exact_ratio was called') }}
{% endmacro %}
