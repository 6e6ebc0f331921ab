-- title: Revenue by country
-- unit: currency
-- meaning: What was sold to each country (as the source writes it), less what came back; unknown: sold without one, as at a till.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: revenue by country; sales by country; which country buys most; turnover per country; where do we sell most; best selling countries; which markets bring the money; sales abroad; how much do we sell to each country
SELECT if(country = '', 'unknown', country) AS label, round(sum(order_lines.value), 2) AS value, count() AS samples,
    round(100 * sum(order_lines.value) / sum(sum(order_lines.value)) OVER (), 2) AS share_percent,
    uniqExactIf(order_id, treatment = 'sale') AS placed_orders, round(sumIf(order_lines.value, treatment = 'sale') / nullIf(placed_orders, 0), 2) AS revenue_an_order
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND treatment IN ('sale', 'return')
    AND EXISTS (SELECT 1 FROM order_lines WHERE source = {source:String} AND country != '')
GROUP BY label ORDER BY value DESC, label LIMIT 60
