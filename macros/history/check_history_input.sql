{#- Stops the run when it would put segments of one input beside those of another, made-up ones
    included: a history of both would be of neither. -#}
{% macro check_history_input() %}
    {%- set mart = 'model.omnichannel_rfm.customer_segments_history' -%}
    {%- set snapshot = 'snapshot.omnichannel_rfm.customer_segments_snapshot' -%}
    {%- set another_place = "Build in another database: OMNICHANNEL_RFM_DATABASE names another work"
        ~ " file, OMNICHANNEL_RFM_SCHEMA another schema of a server." -%}

    {%- if omnichannel_rfm.setting('snapshot_segments')
        and [mart, snapshot] | select('in', selected_resources) | list -%}
        {%- set last = omnichannel_rfm.history_input(snapshot, 'dbt_valid_from desc, customer_id') -%}
        {%- set table = graph.nodes[snapshot].relation_name -%}
        {%- do omnichannel_rfm.check_same_input(
            last,
            "the snapshot " ~ table ~ " keeps the past of",
            [
                another_place,
                "Give that past up: drop table " ~ table ~ ".",
                "Keep no past of this input: leave out the var snapshot_segments."
            ]
        ) -%}
    {%- elif omnichannel_rfm.input_form() == 'orders' and mart in selected_resources
        and not flags.FULL_REFRESH -%}
        {#- A shop's lines may come in a file of another name: only a sample and names tell. -#}
        {%- set last = omnichannel_rfm.history_input('model.omnichannel_rfm.int_history_input') -%}
        {%- set input = omnichannel_rfm.input_identity() -%}
        {%- if last and not last.is_sample and (input.is_sample or input.name) -%}
            {%- do omnichannel_rfm.check_same_input(
                last,
                "the mart " ~ graph.nodes[mart].relation_name ~ " keeps the past of",
                [another_place, "Compute the past anew, of this input alone: --full-refresh."]
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
