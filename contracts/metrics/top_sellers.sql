-- title: Best-selling products
-- unit: currency
-- meaning: What each product was sold for, less what came back, the most first; its name where the source tells one.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: top products by sales; bestsellers; best selling products; which products sell best; top sellers; what sells most; products by revenue; which product brings the most money; best sellers; most sold products
SELECT if(max(name) = '', product, concat(product, ' ', argMaxIf(name, (at, name), name != ''))) AS label, round(sum(order_lines.value), 2) AS value, count() AS samples,
    round(100 * sum(order_lines.value) / sum(sum(order_lines.value)) OVER (), 2) AS share_percent,
    sum(quantity) AS items, uniqExactIf(order_id, treatment = 'sale') AS orders_with_it, any(order_lines.category) AS product_category
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return') AND product != ''
GROUP BY product ORDER BY value DESC, label LIMIT 50
