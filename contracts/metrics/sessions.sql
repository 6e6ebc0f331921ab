-- title: Sessions
-- unit: sessions
-- meaning: Visits that began in the period and have ended: 30 minutes without a click, or the tracker's own session.
-- kind: timeseries
-- better: higher
-- samples: sessions
-- minimum: 1
-- phrases: how many sessions; number of visits; session count; how many visits did we have; visits; how many times did people visit; how much traffic did the shop have
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, count() AS value, count() AS samples
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR country = {country:String})
    AND ({category:String} = '' OR has(categories, {category:String}))
    AND ({product:String} = '' OR has(products, {product:String}))
GROUP BY t ORDER BY t
