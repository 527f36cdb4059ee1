{{ omnichannel_rfm.list_item_profile(
    'int_category_lists', 'category_list', 'category'
) }}
