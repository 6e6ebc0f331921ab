-- title: Sessions
-- unit: sessions
-- meaning: Visits that began in the period and have ended: silent for longer than the session gap, or their source is complete.
-- kind: timeseries
-- better: higher
-- samples: sessions
-- minimum: 1
-- phrases: how many sessions; number of sessions; session count; number of visits; how many visits did we have; visits; total sessions; how many times did people visit
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, count() AS value, count() AS samples
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY t ORDER BY t
