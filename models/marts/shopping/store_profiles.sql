{{ omnichannel_rfm.list_item_profile(
    'int_store_company_lists', 'store_company_list', 'store_company'
) }}
