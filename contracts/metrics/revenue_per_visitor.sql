-- title: Revenue a visitor
-- unit: currency
-- meaning: What was paid, before anything comes back, divided by the visitors (sessions where the source names no visitors).
-- kind: timeseries
-- better: higher
-- samples: sessions
-- minimum: 100
-- phrases: revenue per visitor; revenue a visitor; what is a visitor worth; how much does a visitor spend; value of a visit; spend per visitor; money per visitor; how much do we earn per visitor
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    sum(revenue) / uniqExact(coalesce(visitor, session)) AS value, count() AS samples, uniqExact(coalesce(visitor, session)) AS visitors
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY t ORDER BY t
