-- title: Revenue
-- unit: currency
-- meaning: What sessions paid (the sum of price times quantity), net of what they were refunded.
-- kind: timeseries
-- beside: refunds
-- better: higher
-- samples: buying sessions
-- minimum: 1
-- phrases: revenue; what is our revenue; how much money did we make; how much did we sell; total sales; turnover; how are sales going; sales figures; what did we earn; net sales
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    sum(revenue) - sum(refunded) AS value, count() AS samples, sum(refunded) AS refunds
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND (orders > 0 OR refunded > 0)
GROUP BY t ORDER BY t
