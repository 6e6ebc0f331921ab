-- title: Items sold
-- unit: items
-- meaning: Pieces that were sold, less those that came back in the same time.
-- kind: timeseries
-- beside: returned
-- better: higher
-- samples: order lines
-- minimum: 1
-- phrases: items sold; how many items did we sell; pieces sold; units sold; how many pieces were sold; quantity sold; number of articles sold; sales volume in units; how many units left the warehouse
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    sum(quantity) AS value, count() AS samples, -sumIf(quantity, treatment = 'return') AS returned
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
