{#- Stops the run when it reads another input than `last`, if there is one. `kept` says what is of it, and
    `ways` what else can be done about it. -#}
{% macro check_same_input(last, kept, ways) %}
    {%- if last and omnichannel_rfm.is_other_input(last) -%}
        {%- set input = omnichannel_rfm.input_identity() -%}
        {%- set listed = [] -%}
        {%- if not last.is_sample -%}
            {%- do listed.append(
                "Give the same input again"
                ~ (" (" ~ last.form ~ ": " ~ last.source ~ ")" if last.form != 'seed' else "") ~ "."
            ) -%}
            {%- if not input.is_sample -%}
                {%- do listed.append(
                    "If both are the same business's customers, say so by the var input_name: "
                    ~ (last.name or "a name of your choice") ~ "."
                ) -%}
            {%- endif -%}
        {%- endif -%}
        {{ exceptions.raise_compiler_error(
            "This build reads " ~ omnichannel_rfm.input_text(input) ~ ", but " ~ kept ~ " "
            ~ omnichannel_rfm.input_text(last) ~ ". Nothing was built. The ways on:\n- "
            ~ ((listed + ways) | join("\n- "))
        ) }}
    {%- endif -%}
{% endmacro %}
