-- What a source's clicks tell at all, as the names in contracts/records.py, and the currencies they name.
SELECT arrayFilter(name -> name != '', [
        if(countIf(type = 'purchase') > 0, 'purchase', ''), if(countIf(type = 'begin_checkout') > 0, 'checkout', ''),
        if(countIf(type = 'add_to_cart') > 0, 'cart', ''), if(countIf(visitor IS NOT NULL) > 0, 'visitor', ''),
        if(countIf(customer IS NOT NULL) > 0, 'customer', ''), if(countIf(price IS NOT NULL) > 0, 'price', '')
    ]) AS told,
    arraySort(groupUniqArrayIf(currency, currency != '')) AS currencies
FROM clicks WHERE source = {source:String}
