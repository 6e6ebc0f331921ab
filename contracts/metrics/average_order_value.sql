-- title: Average order value
-- unit: currency
-- meaning: What an order was worth: what was paid divided by the number of orders, refunds not taken off.
-- kind: timeseries
-- better: higher
-- samples: buying sessions
-- minimum: 10
-- phrases: average order value; how much is an order worth; average basket; basket value; money per order; size of an order; what does a customer spend per order; mean order value; aov
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    sum(revenue) / sum(orders) AS value, count() AS samples, sum(items) / sum(orders) AS items_an_order
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND orders > 0
GROUP BY t ORDER BY t
