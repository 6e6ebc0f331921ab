-- title: Session duration
-- unit: s
-- meaning: Median time from the first to the last click of a session; p90: nine in ten are shorter. A visit of one click lasts 0.
-- kind: timeseries
-- beside: p90
-- better: higher
-- samples: sessions
-- minimum: 20
-- phrases: how long do visitors stay; session duration; average visit length; median session length; how long does a visit last; time on site; how much time do people spend in the shop; visit duration; dwell time online
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, quantileExactInclusive(0.5)(duration) AS value, count() AS samples, quantileExact(0.9)(duration) AS p90
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY t ORDER BY t
