{{ omnichannel_rfm.customer_list_items(
    'int_category_lists', 'category_list', 'category'
) }}
