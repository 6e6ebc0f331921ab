-- title: Revenue by weekday
-- unit: currency
-- meaning: What was sold on each day of the week, less what came back; revenue_a_day: on one such day with sales, in the mean.
-- kind: bars
-- better: neither
-- samples: order lines
-- minimum: 10
-- phrases: revenue by weekday; sales by weekday; which day of the week sells best; best day for sales; sales by day of the week; on which days do people buy; weekday pattern of sales; is monday a good day; busiest shopping day of the week
SELECT dateName('weekday', at) AS label, round(sum(order_lines.value), 2) AS value, count() AS samples,
    round(100 * sum(order_lines.value) / sum(sum(order_lines.value)) OVER (), 2) AS share_percent,
    uniqExactIf(order_id, treatment = 'sale') AS placed_orders, round(sum(order_lines.value) / uniqExact(toDate(at)), 2) AS revenue_a_day
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return')
GROUP BY label ORDER BY min(toDayOfWeek(at))
