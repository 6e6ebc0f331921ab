-- title: Return rate
-- unit: %
-- meaning: What came back (cancelled, returned, refunded) in a time, as a share of what was sold in it, by value. A return seldom names its order, so it counts on the day it was booked; more than 100% means that earlier sales came back.
-- kind: timeseries
-- better: lower
-- samples: order lines
-- minimum: 30
-- phrases: return rate; how much comes back; share of returns; how many orders are returned; refund rate; cancellation rate; what share of sales is returned; returns; how often do customers send things back; percentage returned
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(100 * (0 - sumIf(order_lines.value, treatment = 'return')) / nullIf(sumIf(order_lines.value, treatment = 'sale'), 0), 4) AS value,
    count() AS samples,
    round(100 * (0 - sumIf(quantity, treatment = 'return')) / nullIf(sumIf(quantity, treatment = 'sale'), 0), 4) AS items_percent
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return')
    AND EXISTS (SELECT 1 FROM order_lines WHERE source = {source:String} AND treatment = 'return')
GROUP BY t ORDER BY t
