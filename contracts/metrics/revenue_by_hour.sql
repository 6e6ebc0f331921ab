-- title: Revenue by hour of day
-- unit: currency
-- meaning: What was sold in each hour of the day, less what came back, on the clock of the source's stamps.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: revenue by hour; sales by hour; at what time do people buy; best hour for sales; when during the day do we sell most; sales by time of day; which hour earns most; what time of day do customers order; hourly sales pattern
SELECT concat(leftPad(toString(toHour(at)), 2, '0'), ':00') AS label, round(sum(order_lines.value), 2) AS value, count() AS samples,
    round(100 * sum(order_lines.value) / sum(sum(order_lines.value)) OVER (), 2) AS share_percent,
    uniqExactIf(order_id, treatment = 'sale') AS placed_orders, uniqExact(toDate(at)) AS days
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return')
GROUP BY label ORDER BY label
