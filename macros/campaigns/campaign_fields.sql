{#- The fields that a condition of a campaign may name, in the order in which conditions are looked at:
    kind of value, what it is read from, and its words in English and Turkish. -#}
{% macro campaign_fields() %}
    {%- set fields = {
        'segment': {'kind': 'text', 'of': 'groups', 'en': 'segment', 'tr': 'segment'},
        'category': {'kind': 'list', 'of': 'groups', 'en': 'buys', 'tr': 'kategori'},
        'store_company': {
            'kind': 'list', 'of': 'groups', 'en': 'buys at', 'tr': 'mağaza şirketi'
        },
        'order_channel': {
            'kind': 'text', 'of': 'groups', 'en': 'order channel', 'tr': 'sipariş kanalı'
        },
        'last_order_channel': {
            'kind': 'text', 'of': 'groups', 'en': 'channel of the last order',
            'tr': 'son siparişin kanalı'
        },
        'score_partition': {'kind': 'text', 'en': 'scored among', 'tr': 'puanlandığı grup'},
        'rf_score': {'kind': 'text', 'en': 'RF score', 'tr': 'RF puanı'},
        'rfm_score': {'kind': 'text', 'en': 'RFM score', 'tr': 'RFM puanı'},
        'recency_score': {'kind': 'integer', 'en': 'recency score', 'tr': 'yenilik puanı'},
        'frequency_score': {'kind': 'integer', 'en': 'frequency score', 'tr': 'sıklık puanı'},
        'monetary_score': {'kind': 'integer', 'en': 'monetary score', 'tr': 'parasal puan'},
        'recency_days': {
            'kind': 'integer', 'en': 'days since the last order', 'tr': 'son siparişten beri gün'
        },
        'tenure_days': {
            'kind': 'integer', 'en': 'days from first to last order',
            'tr': 'ilk siparişten son siparişe gün'
        },
        'frequency': {'kind': 'integer', 'en': 'orders', 'tr': 'sipariş sayısı'},
        'total_order_count': {'kind': 'integer', 'en': 'orders', 'tr': 'sipariş sayısı'},
        'online_order_count': {
            'kind': 'integer', 'en': 'online orders', 'tr': 'çevrimiçi sipariş sayısı'
        },
        'offline_order_count': {
            'kind': 'integer', 'en': 'orders in shops', 'tr': 'mağaza siparişi sayısı'
        },
        'average_order_value': {
            'kind': 'decimal', 'en': 'average order value', 'tr': 'ortalama sipariş tutarı'
        },
        'monetary': {'kind': 'decimal', 'en': 'spent', 'tr': 'harcama'},
        'total_spend': {'kind': 'decimal', 'en': 'spent', 'tr': 'harcama'},
        'online_spend': {'kind': 'decimal', 'en': 'spent online', 'tr': 'çevrimiçi harcama'},
        'offline_spend': {'kind': 'decimal', 'en': 'spent in shops', 'tr': 'mağaza harcaması'},
        'online_order_share': {
            'kind': 'decimal', 'en': 'share of online orders', 'tr': 'çevrimiçi sipariş payı'
        },
        'online_spend_share': {
            'kind': 'decimal', 'en': 'share of online spend', 'tr': 'çevrimiçi harcama payı'
        },
        'first_order_date': {'kind': 'date', 'en': 'first order', 'tr': 'ilk sipariş'},
        'last_order_date': {'kind': 'date', 'en': 'last order', 'tr': 'son sipariş'},
        'last_online_order_date': {
            'kind': 'date', 'en': 'last online order', 'tr': 'son çevrimiçi sipariş'
        },
        'last_offline_order_date': {
            'kind': 'date', 'en': 'last order in a shop', 'tr': 'son mağaza siparişi'
        },
        'customer_id': {'kind': 'text', 'en': 'customer', 'tr': 'müşteri'},
    } -%}
    {%- if omnichannel_rfm.has_history() -%}
        {%- do fields.update({
            'previous_segment': {
                'kind': 'text', 'of': 'changes', 'en': 'segment before', 'tr': 'önceki segment'
            },
            'days_since_segment_changed': {
                'kind': 'integer', 'of': 'changes', 'en': 'days since the segment changed',
                'tr': 'segment değişeli geçen gün'
            },
            'segment_changed_on': {
                'kind': 'date', 'of': 'changes', 'en': 'change of segment', 'tr': 'segment değişimi'
            },
        }) -%}
    {%- endif -%}
    {%- if omnichannel_rfm.setting('statistics') -%}
        {%- do fields.update({
            'cluster': {'kind': 'integer', 'of': 'clusters', 'en': 'cluster', 'tr': 'küme'},
            'lifetime_value_segment': {
                'kind': 'text', 'of': 'lifetime_values', 'en': 'lifetime value class',
                'tr': 'yaşam boyu değer sınıfı'
            },
            'lifetime_value': {
                'kind': 'decimal', 'of': 'lifetime_values', 'en': 'lifetime value',
                'tr': 'yaşam boyu değer'
            },
            'probability_alive': {
                'kind': 'decimal', 'of': 'lifetime_values', 'en': 'probability of being active',
                'tr': 'etkin olma olasılığı'
            },
        }) -%}
    {%- endif -%}
    {%- do return(fields) -%}
{% endmacro %}
