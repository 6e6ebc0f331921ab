-- title: Best-selling products
-- unit: currency
-- meaning: What each product was sold for, less what came back, the most first; with the name that most of its lines bear, where the source tells one.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: top products by sales; bestsellers; best selling products; which products sell best; top sellers; what sells most; products by revenue; which product brings the most money; best sellers; most sold products
SELECT trimRight(concat(product, ' ', argMax(its_name, (its_name != '', lines, its_name)))) AS label, round(sum(paid), 2) AS value, sum(lines) AS samples,
    round(100 * sum(paid) / sum(sum(paid)) OVER (), 2) AS share_percent,
    sum(pieces) AS items, uniqExactIfMerge(placed) AS orders_with_it, any(its_category) AS product_category
FROM (
    SELECT product, name AS its_name, any(order_lines.category) AS its_category, sum(order_lines.value) AS paid, count() AS lines, sum(quantity) AS pieces,
        uniqExactIfState(order_id, treatment = 'sale') AS placed
    FROM order_lines
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
        AND treatment IN ('sale', 'return') AND product != ''
    GROUP BY product, its_name
)
GROUP BY product ORDER BY value DESC, label LIMIT 50
