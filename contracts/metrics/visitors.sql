-- title: Visitors
-- unit: visitors
-- meaning: Different visitors with a click in the period; where the source names no visitors, different sessions.
-- kind: timeseries
-- better: higher
-- samples: clicks
-- minimum: 1
-- phrases: how many visitors; number of visitors; unique visitors; how many people visited; how many customers came; how many shoppers did we have; distinct users; how many different people visited the shop
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, uniqExact(coalesce(visitor, session)) AS value, count() AS samples
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
