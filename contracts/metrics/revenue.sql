-- title: Revenue
-- unit: currency
-- meaning: What products were sold for (price times quantity), less what came back in the same time. Postage, fees, discounts and lines booked twice do not count: docs/orders.md.
-- kind: timeseries
-- beside: refunds
-- better: higher
-- samples: order lines
-- minimum: 1
-- phrases: revenue; what is our revenue; how much money did we make; how much did we sell; total sales; turnover; how are sales going; sales figures; what did we earn; net sales
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(sum(order_lines.value), 2) AS value, count() AS samples, round(0 - sumIf(order_lines.value, treatment = 'return'), 2) AS refunds
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment IN ('sale', 'return')
GROUP BY t ORDER BY t
