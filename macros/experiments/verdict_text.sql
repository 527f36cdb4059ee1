{#- A verdict in words for people, which nothing parses. -#}
{% macro verdict_text(language) -%}
    {%- set is_english = language == 'en' -%}
    {%- set number = {} -%}
    {%- for column in [
        'difference', 'difference_low', 'difference_high', 'detectable_difference'
    ] -%}
        {%- do number.update({column: omnichannel_rfm.effect_text(column, language)}) -%}
    {%- endfor -%}
    {%- set unit = "case when is_share = 1 then ' points' else ' a customer' end" if is_english
        else "case when is_share = 1 then ' puan' else ' (müşteri başına)' end" -%}
    {%- set found = [
        number.difference, unit, "' (95 %: '" if is_english else "' (%95: '", number.difference_low,
        "' to '" if is_english else "' ile '", number.difference_high,
        "').'" if is_english else "' arası).'",
    ] -%}
    {%- set left = dbt.datediff(omnichannel_rfm.analysis_date(), 'ends_on', 'day') -%}
    {%- set days_left = 'cast(' ~ left ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    {%- set last_day = 'cast(ends_on as ' ~ dbt.type_string() ~ ')' -%}
    case verdict
        when 'ratio_wrong' then {{ omnichannel_rfm.text_literal(
            'The arms have other sizes than they were to have, by more than chance does: nothing is'
            ~ ' said before that is explained.' if is_english else
            'Grupların büyüklükleri öngörülenden, rastlantıyla açıklanamayacak kadar farklı; bu'
            ~ ' açıklanmadan bir şey söylenmez.'
        ) }}
        when 'still_running' then {{ omnichannel_rfm.concatenated(
            ["'Still running: '", days_left, "case when " ~ left ~ " = 1 then ' day' else ' days' end",
             "' left, until '", last_day, "'.'"] if is_english
            else ["'Sürüyor: '", days_left, "' gün kaldı, son günü '", last_day, "'.'"]
        ) }}
        when 'too_small' then {{ omnichannel_rfm.text_literal(
            'Too small to tell: it takes 30 customers in either arm, and 10 of both with more than'
            ~ ' zero.' if is_english else
            'Bir şey söylemek için çok küçük: her grupta 30 müşteri, ikisinde birlikte sıfırdan'
            ~ ' büyük 10 sonuç gerekir.'
        ) }}
        when 'worked' then {{ omnichannel_rfm.concatenated(
            ["'Worked: more by '" if is_english else "'İşe yaradı; fark: '"] + found
        ) }}
        when 'harmed' then {{ omnichannel_rfm.concatenated(
            ["'Did harm: the difference is '" if is_english else "'Zarar verdi; fark: '"] + found
        ) }}
        else {{ omnichannel_rfm.concatenated([
            "'Nothing shown'" if is_english else "'Bir etki gösterilemedi'",
            "case when detectable_difference is null then '.' else '' end",
            'coalesce(' ~ omnichannel_rfm.concatenated([
                "'; a difference of '" if is_english else "'; '", number.detectable_difference, unit,
                "' or more would have been seen in four of five cases.'" if is_english
                else "' ya da daha büyük bir fark beş durumdan dördünde görülürdü.'"
            ]) ~ ", '')"
        ]) }}
    end
{%- endmacro %}
