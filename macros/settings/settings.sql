{#- The one list of this project's vars: what each is, may be, and is by default. Everything else that
    names them is read or written from here: `python scripts/write_settings.py` after a change. -#}
{% macro settings() %}
    {%- set record_forms = omnichannel_rfm.record_forms() -%}
    {%- set settings = {
        'customers_file': {
            'section': 'Input of customers',
            'kind': 'text', 'default': none,
            'meaning': 'Path or glob of CSV or Parquet files in the customer layout. At most one'
                ~ ' input is given; with none, the shipped synthetic sample is read.',
        },
        'customers_table': {
            'kind': 'text', 'default': none,
            'meaning': 'Table or view in the same layout: `database.schema.table`, `schema.table` or'
                ~ ' `table`.',
        },
        'input_name': {
            'kind': 'text', 'default': none,
            'meaning': 'Name of the business whose customers these are: inputs of one name are the'
                ~ ' same, whatever is read; null: what is read tells, of a file its folder. A shipped'
                ~ ' sample keeps its own.',
        },
        'customer_layout': {
            'kind': 'layout', 'of': 'customers', 'default': 'flo',
            'meaning': 'How customers are written: `flo`, totals by channel; or `customer_totals`:'
                ~ ' orders, spend and last day. What you set yourself wins.',
        },
        'customer_columns': {
            'kind': 'columns', 'of': 'customers', 'default': {}, 'layout_of': 'customers',
            'meaning': 'Our field: name of the column in the input, where it differs from the layout; of'
                ~ ' a list of names the first that a file has; null leaves the column out.',
        },
        'customer_date_format': {
            'kind': 'formats', 'default': none, 'layout_of': 'customers',
            'meaning': 'How dates of customers are written: a format such as `"%d.%m.%Y"`, `excel_serial`'
                ~ ' for day numbers, or a list of them, of which the first that fits is taken; null: ISO,'
                ~ ' 2021-05-30.',
        },
        'csv_delimiter': {
            'kind': 'character', 'default': none, 'layout_of': 'both', 'otherwise': ',',
            'meaning': 'Character between two values of a CSV file; null: a comma.',
        },
        'csv_quote': {
            'kind': 'character', 'default': none, 'layout_of': 'both', 'otherwise': '"',
            'meaning': 'Character around a value that holds the delimiter; null: `"`.',
        },
        'csv_escape': {
            'kind': 'character', 'default': none, 'layout_of': 'both',
            'meaning': 'Character before a quote inside of quotes; null: the quote, which is doubled.',
        },
        'skip_lines': {
            'kind': 'whole_number', 'default': none, 'lowest': 0, 'highest': 999,
            'layout_of': 'both', 'otherwise': 0,
            'meaning': 'Number of lines above the header of a file, such as a title; null: none.',
        },
        'file_encoding': {
            'kind': 'text', 'default': none, 'layout_of': 'both',
            'meaning': 'How the characters of a file are written, such as `windows-1254` or `utf-16`;'
                ~ ' null: UTF-8.',
        },
        'sheet': {
            'kind': 'text', 'default': none,
            'meaning': 'Sheet of an Excel workbook; null: the first.',
        },
        'number_format': {
            'kind': 'choice', 'default': none, 'layout_of': 'both',
            'choices': [
                '1234.56', '1234,56', '1,234.56', '1.234,56', '1 234,56',
            ],
            'meaning': 'How numbers are written, by example, such as `"1.234,56"`: signs of currencies'
                ~ ' and brackets for what is below zero are read too; null: plain digits with a point.',
        },
        'amount_decimals': {
            'kind': 'choice', 'default': none, 'choices': ['reject', 'round'],
            'layout_of': 'both', 'otherwise': 'reject',
            'meaning': 'Amounts with parts of a cent: `reject`, or `round` them, halves to the even'
                ~ ' cent; null: `reject`.',
        },
        'customer_id_form': {
            'kind': 'choice', 'default': none, 'choices': ['as_is', 'lower', 'whole_number', 'phone'],
            'layout_of': 'both', 'otherwise': 'as_is',
            'meaning': 'What is one id: `as_is`; `lower`, whatever the case, as of e-mail addresses; or'
                ~ ' `whole_number`: `17850.0` is `17850`; or `phone`: `+90 (532) 123` is `+90532123`;'
                ~ ' null: `as_is`.',
        },
        'hash_customer_id': {
            'kind': 'flag', 'default': false,
            'meaning': 'true: customers are known by a salted hash of their id (OMNICHANNEL_RFM_SALT), such'
                ~ ' as of an e-mail address; the id itself is kept nowhere.',
        },
        'anonymous_customer_ids': {
            'kind': 'list', 'default': [], 'example': '[GUEST, "0"]',
            'meaning': 'Ids that stand for nobody, such as `[GUEST, "0"]`: their rows are rejected'
                ~ ' without counting towards `max_rejected_share`, as those without an id are.',
        },
        'input_models': {
            'kind': 'models', 'default': {},
            'of': [
                'flo_customers', 'campaigns', 'campaign_conditions', 'segment_maps', 'segment_labels',
                'fixed_score_thresholds', 'borderline_margins', 'order_channels', 'order_statuses',
                'exchange_rates', 'order_lines', 'order_headers', 'order_refunds',
            ] + (record_forms | list),
            'meaning': 'Our seed: your seed or model with the same columns that stands in for it,'
                ~ ' `model` of the project that is run, or `package.model`.',
        },
        'orders_file': {
            'section': 'Input of order lines',
            'kind': 'text', 'default': none,
            'meaning': 'Path or glob of CSV or Parquet files of order lines.',
        },
        'orders_table': {
            'kind': 'text', 'default': none,
            'meaning': 'Table or view of order lines: `database.schema.table`, `schema.table` or'
                ~ ' `table`.',
        },
        'order_sample': {
            'kind': 'flag', 'default': false,
            'meaning': 'true: read the shipped synthetic sample of order lines, or the model that'
                ~ ' `input_models` puts in the place of the seed `order_lines`.',
        },
        'order_headers_file': {
            'kind': 'text', 'default': none,
            'meaning': 'Path or glob of files with what stands once an order, joined to the lines by'
                ~ ' `order_id`; or a model, by `input_models: {order_headers: …}`.',
        },
        'order_refunds_file': {
            'kind': 'text', 'default': none,
            'meaning': 'Path or glob of files of refunds, each with the `order_id` it is of and an'
                ~ ' `amount` to take off; or a model, by `input_models: {order_refunds: …}`.',
        },
        'overlapping_files': {
            'kind': 'choice', 'default': 'keep_one', 'choices': ['keep_one', 'keep_all'],
            'meaning': 'Lines that say the same in several files: `keep_one` and report the others, or'
                ~ ' `keep_all`. Equal lines of one file are always kept.',
        },
        'order_layout': {
            'kind': 'layout', 'of': 'orders', 'default': 'plain',
            'meaning': 'How the lines are written: `plain`, or one of the known layouts, each of which'
                ~ ' sets some of these vars; what you set yourself wins.',
        },
        'order_columns': {
            'kind': 'columns', 'of': 'orders', 'default': {}, 'layout_of': 'orders',
            'meaning': 'Our field: name of the column in the order lines; of a list of names the first'
                ~ ' that a file has; wins over the layout; null leaves the column out.',
        },
        'order_file_columns': {
            'kind': 'list', 'default': none, 'example': '[customer_id, order_date, amount]',
            'layout_of': 'orders',
            'meaning': 'Names of the columns of files without a header; null: the files have one.',
        },
        'order_date_format': {
            'kind': 'formats', 'default': none, 'layout_of': 'orders',
            'meaning': 'How dates of order lines are written, likewise; `%z` is a time zone.',
        },
        'order_utc_offset': {
            'kind': 'pattern', 'default': none, 'pattern': '[+-](0[0-9]|1[0-4]):[0-5][0-9]',
            'advice': 'hours and minutes from UTC, such as "+03:00"',
            'meaning': 'Distance to UTC of the calendar that counts, such as `"+03:00"`; null: the day'
                ~ ' as written.',
        },
        'hashed_personal_columns': {
            'kind': 'list', 'default': [], 'of': 'personal_fields',
            'meaning': 'Personal fields to keep as a salted hash (OMNICHANNEL_RFM_SALT); the others are'
                ~ ' dropped.',
        },
        'return_order_prefix': {
            'kind': 'text', 'default': none, 'layout_of': 'orders',
            'meaning': 'Orders whose given `order_id` begins so are returns; null: none is by its id.',
        },
        'order_key': {
            'kind': 'list', 'default': ['order_id'], 'example': '[order_id, store, order_date]',
            'of': 'order_fields',
            'meaning': 'Our fields that make one order, `order_id` first: more where receipt numbers are'
                ~ ' used again, such as `[order_id, store, order_date]`.',
        },
        'order_status_policies': {
            'kind': 'policies', 'default': {}, 'layout_of': 'orders',
            'meaning': 'Status: what its lines count for, `count`, `ignore`, `negative` or `refunded`; wins'
                ~ ' over the seed `order_statuses`.',
        },
        'orders_without_id': {
            'kind': 'choice', 'default': 'customer_day', 'choices': ['customer_day', 'line'],
            'meaning': 'What one order is where the input has no order_id: `customer_day` or `line`.',
        },
        'order_amounts': {
            'kind': 'choice', 'default': 'net', 'choices': ['net', 'gross'],
            'meaning': '`net`: returns are taken off the spend; `gross`: they are not.',
        },
        'return_date': {
            'kind': 'choice', 'default': 'own', 'choices': ['own', 'order'],
            'meaning': 'Day that a return is booked on: its `own`, or that of the `order`.',
        },
        'one_time_buyers': {
            'kind': 'choice', 'default': 'include', 'choices': ['include', 'segment', 'exclude'],
            'meaning': 'Customers with one order: `include`, `segment` (a segment of their own) or'
                ~ ' `exclude`.',
        },
        'look_back_months': {
            'kind': 'whole_number', 'default': none, 'lowest': 1, 'highest': 999,
            'meaning': 'Number of months before the analysis date whose orders are looked at; null:'
                ~ ' all.',
        },
        'history_grain': {
            'section': 'Segments over time',
            'kind': 'choice', 'default': 'month', 'choices': ['day', 'week', 'month', 'quarter'],
            'meaning': 'Segments are computed as of the end of every `day`, `week`, `month` or'
                ~ ' `quarter`.',
        },
        'history_from': {
            'kind': 'date', 'default': none,
            'meaning': 'First day of that; null: the first order.',
        },
        'history_to': {
            'kind': 'date', 'default': none,
            'meaning': 'Last day of that; null: the analysis date.',
        },
        'history_late_days': {
            'kind': 'whole_number', 'default': 0, 'lowest': 0, 'highest': 9999,
            'meaning': 'Days before the analysis date in which orders may come late: those dates are'
                ~ ' scored again.',
        },
        'snapshot_segments': {
            'kind': 'flag', 'default': false,
            'meaning': 'true: keep the segments of a customer extract from build to build.',
        },
        'holdout_date': {
            'kind': 'date', 'default': none,
            'meaning': 'Date that segments are held against later orders as of; null: `holdout_days`'
                ~ ' before the end.',
        },
        'holdout_days': {
            'kind': 'whole_number', 'default': 90, 'lowest': 0, 'highest': 9999,
            'meaning': 'Number of days after it that are looked at.',
        },
        'max_rejected_share': {
            'section': 'Quality of the input',
            'kind': 'share', 'default': 0.01,
            'meaning': 'Share of rows, 0 to 1, that may be rejected before the build stops.',
        },
        'earliest_order_date': {
            'kind': 'date', 'default': '1990-01-01',
            'meaning': 'Order dates before this day are rejected as implausible.',
        },
        'latest_order_date': {
            'kind': 'date', 'default': '2099-12-31',
            'meaning': 'Order dates after this day are rejected as implausible; set it to the day of'
                ~ ' the extract.',
        },
        'analysis_date': {
            'section': 'Scoring',
            'kind': 'date', 'default': none,
            'meaning': 'Day from which recency is counted, YYYY-MM-DD in quotes; null: two days after'
                ~ ' the latest order or return that counts. Later ones are rejected.',
        },
        'scoring_method': {
            'kind': 'choice', 'default': 'ntile',
            'choices': ['ntile', 'quantile', 'thresholds'],
            'meaning': 'How scores are cut: `ntile` (groups of equal size), `quantile` (pandas\' qcut)'
                ~ ' or `thresholds` (a seed).',
        },
        'score_buckets': {
            'kind': 'whole_number', 'default': 5, 'lowest': 2, 'highest': 10,
            'meaning': 'Number of scores per metric, 2 to 10; the highest is the best.',
        },
        'segment_map': {
            'kind': 'text', 'default': 'rf10',
            'meaning': 'map_id of the seed segment_maps that turns scores into segments: `rf10`,'
                ~ ' `rfm11_codes`, `r_rfm_030`, `shopify_like`, `tier3`, or yours.',
        },
        'score_partition_by': {
            'kind': 'choice_by_form', 'default': none,
            'choices': {
                'customers': ['order_channel', 'last_order_channel', 'store_company_list'],
                'orders': ['channel', 'store', 'region', 'state'],
            },
            'meaning': 'What customers are scored inside of, each group apart: of an extract'
                ~ ' `order_channel`, `last_order_channel` or `store_company_list`; of order lines'
                ~ ' `channel`, `store`, `region` or `state` of the latest order that names one;'
                ~ ' null: all together.',
        },
        'run_id': {
            'section': 'Traces and publishing',
            'kind': 'text', 'default': none,
            'meaning': 'Name of the run that every row of a mart carries; null: dbt\'s invocation id.',
        },
        'publish_path': {
            'kind': 'text', 'default': 'auto', 'is_nullable': true,
            'meaning': 'Folder that a whole build without errors publishes marts and campaign lists in;'
                ~ ' null: nowhere; `auto`: `published` in this project, nowhere in a project that'
                ~ ' installs it.',
        },
        'publish_parquet': {
            'kind': 'flag', 'default': false,
            'meaning': 'true: publish each mart as a Parquet file too.',
        },
        'reader_roles': {
            'kind': 'list', 'default': [], 'example': '[bi_readers]',
            'meaning': 'Roles of a server that may read the marts, and nothing else; each of them has'
                ~ ' to exist.',
        },
        'statistics': {
            'section': 'Clusters and lifetime value (need `python3 run.py install statistics` once)',
            'kind': 'flag', 'default': false,
            'meaning': 'true: build the models of the tag statistics.',
        },
        'statistics_sample_customers': {
            'kind': 'whole_number', 'default': 50000, 'lowest': 1, 'highest': 999999999,
            'meaning': 'At most so many customers fit K-means and Gamma-Gamma; all are assigned and'
                ~ ' valued.',
        },
        'cluster_recipe': {
            'kind': 'choice', 'default': 'omnichannel', 'choices': ['omnichannel', 'rfm'],
            'meaning': 'What customers are clustered by: `omnichannel` (six measures by channel) or'
                ~ ' `rfm` (three), which order lines without a channel always are.',
        },
        'cluster_count': {
            'kind': 'whole_number', 'default': none, 'lowest': 2, 'highest': 20,
            'meaning': 'Number of clusters, 2 to 20; null: 3 for `rfm`, else the elbow\'s.',
        },
        'cluster_refit': {
            'kind': 'flag', 'default': true,
            'meaning': 'false: keep the last run\'s centres and only assign customers to them.',
        },
        'ward_sample_customers': {
            'kind': 'whole_number', 'default': 30000, 'lowest': 1, 'highest': 999999999,
            'meaning': 'At most so many customers fit Ward\'s tree; the others join the nearest centre.',
        },
        'minimum_cluster_stability': {
            'kind': 'share', 'default': 0.5,
            'meaning': 'Lowest adjusted Rand index against the last run, 0 to 1, that passes the test.',
        },
        'lifetime_value_recipe': {
            'kind': 'choice', 'default': 'sound', 'choices': ['sound', 'published'],
            'meaning': '`sound`, or `published` for capped values and penalties as public notebooks on'
                ~ ' FLO have them.',
        },
        'lifetime_value_horizon_months': {
            'kind': 'whole_number', 'default': 6, 'lowest': 1, 'highest': 999,
            'meaning': 'Months of orders that make up the lifetime value, 1 to 999.',
        },
        'lifetime_value_monthly_discount': {
            'kind': 'share', 'default': 0.01,
            'meaning': 'How much less a month\'s orders are worth than the month\'s before, 0 to 1.',
        },
        'lifetime_value_minimum_customers': {
            'kind': 'whole_number', 'default': 100, 'lowest': 1, 'highest': 999999999,
            'meaning': 'A model of lifetime value that looks at fewer customers is not fitted.',
        },
        'lifetime_value_lists': {
            'kind': 'flag', 'default': false,
            'meaning': 'true: publish each class of lifetime value, A to D, as a CSV list of ids.',
        },
        'backtest_orders_file': {
            'kind': 'text', 'default': none,
            'meaning': 'Path or glob of order lines, customer_id and order_date, to try the forecast of'
                ~ ' orders on.',
        },
        'backtest_calibration_end_date': {
            'kind': 'date', 'default': none, 'needed_with': 'backtest_orders_file',
            'meaning': 'Last day that the backtest fits on; needed with `backtest_orders_file`.',
        },
        'backtest_holdout_weeks': {
            'kind': 'whole_number', 'default': 39, 'lowest': 1, 'highest': 999,
            'meaning': 'Weeks after that day in which expected and actual orders are compared, 1 to'
                ~ ' 999.',
        },
        'one_campaign_per_customer': {
            'section': 'Campaigns',
            'kind': 'flag', 'default': false,
            'meaning': 'true: a customer is in one campaign at most, that of the lowest `priority`.',
        },
        'universal_control_share': {
            'kind': 'share', 'default': 0, 'highest': 0.15,
            'meaning': 'Share of all customers, 0 to 0.15, whom no campaign contacts, to measure all'
                ~ ' campaigns together.',
        },
        'control_salt': {
            'kind': 'text', 'default': 'omnichannel_rfm',
            'meaning': 'Text that chance is drawn from: another one draws other control groups.',
        },
        'contact_permissions_layout': {
            'section': 'Input of campaigns',
            'kind': 'choice', 'default': 'plain', 'choices': ['plain', 'iys'],
            'meaning': 'How `contact_permissions` are written: `plain`, our names, or `iys`, those of the'
                ~ ' Turkish register of consents (recipient, type, status, consentDate).',
        },
        'outcome_measures': {
            'kind': 'list', 'default': [], 'example': '[visits]', 'of': 'measures',
            'meaning': 'Further columns of numbers in `campaign_outcomes` that arms are compared by, such as'
                ~ ' `[visits]`.',
        },
    } -%}
    {%- for form, record in record_forms.items() -%}
        {%- do settings.update({
            form ~ '_file': {
                'kind': 'text', 'default': none,
                'meaning': 'Path or glob of CSV, Parquet or Excel files of `' ~ form ~ '`: ' ~ record.about
                    ~ '; or a model, by `input_models: {' ~ form ~ ': …}`.',
            },
            form ~ '_table': {
                'kind': 'text', 'default': none,
                'meaning': 'Table or view of `' ~ form ~ '`, likewise.',
            },
            form ~ '_columns': {
                'kind': 'columns', 'of': form, 'default': {},
                'meaning': 'Our field: name of the column in `' ~ form ~ '`, where it differs: '
                    ~ (record.fields | join(', ')) ~ '.',
            },
        }) -%}
    {%- endfor -%}
    {%- do return(settings) -%}
{% endmacro %}
