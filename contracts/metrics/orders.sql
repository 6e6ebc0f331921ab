-- title: Orders
-- unit: orders
-- meaning: How many orders were placed.
-- kind: timeseries
-- better: higher
-- samples: buying sessions
-- minimum: 1
-- phrases: orders; how many orders did we get; number of orders; how many purchases were made; did anybody buy something; orders per day; how many sales did we make; count of orders; purchases
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    sum(orders) AS value, count() AS samples, sum(items) AS items_sold
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND orders > 0
GROUP BY t ORDER BY t
