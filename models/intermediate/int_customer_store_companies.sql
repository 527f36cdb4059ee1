{{ omnichannel_rfm.customer_list_items(
    'int_store_company_lists', 'store_company_list', 'store_company'
) }}
