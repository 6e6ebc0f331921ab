-- What a source's clicks, order lines, comments, counters and cameras tell at all, as the names in contracts/records.py, and the currencies they name.
SELECT arrayFilter(name -> name != '', [
        if(countIf(is_click) > 0, 'visit', ''), if(countIf(is_click AND visitor IS NOT NULL) > 0, 'visitor', ''),
        if(countIf(type = 'purchase') > 0, 'purchase', ''), if(countIf(type = 'begin_checkout') > 0, 'checkout', ''),
        if(countIf(type = 'add_to_cart') > 0, 'cart', ''),
        if(countIf(type = 'purchase' AND coalesce(customer, visitor) IS NOT NULL) > 0, 'customer', ''),
        if(countIf(type = 'return') > 0, 'return', ''), if(countIf(category != '') > 0 OR (SELECT countIf(category != '') FROM reviews WHERE source = {source:String}) > 0, 'category', ''),
        if(countIf(price IS NOT NULL) > 0, 'price', ''),
        if((SELECT count() FROM reviews WHERE source = {source:String}) > 0, 'comment', ''),
        if((SELECT countIf(rating IS NOT NULL) FROM reviews WHERE source = {source:String}) > 0, 'rating', ''),
        if((SELECT count() FROM order_lines WHERE source = {source:String} AND store != '' AND customer IS NOT NULL) > 0, 'loyalty card at a till', ''),
        if((SELECT count() FROM order_lines WHERE source = {source:String} AND store != '') > 0, 'till', ''),
        if((SELECT count() FROM footfall WHERE source = {source:String}) > 0, 'door counter', ''),
        if((SELECT count() FROM camera_health WHERE source = {source:String}) > 0, 'camera', ''),
        if((SELECT count() FROM audience WHERE source = {source:String}) > 0, 'face', '')
    ]) AS told,
    arraySort(groupUniqArrayIf(currency, currency != '')) AS currencies
FROM (
    SELECT true AS is_click, type, visitor, customer, category, price, currency FROM clicks WHERE source = {source:String}
    UNION ALL
    SELECT false AS is_click, if(treatment = 'sale', 'purchase', treatment) AS type, visitor, customer, category, price, currency
    FROM order_lines WHERE source = {source:String} AND treatment IN ('sale', 'return')
)
