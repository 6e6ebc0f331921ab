-- title: Orders
-- unit: orders
-- meaning: How many orders were placed: those of which at least one product was sold. A cancellation is no order, and takes none away.
-- kind: timeseries
-- better: higher
-- samples: orders
-- minimum: 1
-- phrases: orders; how many orders did we get; number of orders; how many purchases were made; did anybody buy something; orders per day; how many sales did we make; count of orders; purchases
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    uniqExact(order_id) AS value, uniqExact(order_id) AS samples, round(count() / uniqExact(order_id), 2) AS lines_an_order
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
