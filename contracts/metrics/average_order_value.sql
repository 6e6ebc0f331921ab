-- title: Average order value
-- unit: currency
-- meaning: What an order was worth: what its products were sold for divided by the number of orders, what came back not taken off. With a filter, the part of the orders that it lets through.
-- kind: timeseries
-- better: higher
-- samples: orders
-- minimum: 10
-- phrases: average order value; how much is an order worth; average basket; basket value; money per order; size of an order; what does a customer spend per order; mean order value; aov
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(sum(order_lines.value) / uniqExact(order_id), 4) AS value, uniqExact(order_id) AS samples,
    round(sum(quantity) / uniqExact(order_id), 4) AS items_an_order
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    AND treatment = 'sale'
GROUP BY t ORDER BY t
