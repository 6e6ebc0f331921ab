-- title: Revenue by category
-- unit: currency
-- meaning: What the products of each category were sold for, less what came back.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: revenue by category; sales by category; which category sells best; best selling category; turnover per category; which department earns most; categories by sales; how do sales split by category
SELECT category AS label, round(sum(order_lines.value), 2) AS value, count() AS samples,
    round(100 * sum(order_lines.value) / sum(sum(order_lines.value)) OVER (), 2) AS share_percent,
    sum(quantity) AS items, uniqExactIf(order_id, treatment = 'sale') AS orders_with_it
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return') AND category != ''
GROUP BY label ORDER BY value DESC, label LIMIT 50
