-- title: Event to store
-- unit: s
-- meaning: Time from sending an event to its row being stored: half are faster than the median, nineteen in twenty faster than p95.
-- kind: timeseries
-- beside: median
-- better: lower
-- thresholds: warn 2; bad 10
-- alert: above 10 over 5m for 5m, warning
-- samples: clicks
-- minimum: 20
-- phrases: latency; how fast is the data; end to end latency; how long until an event is visible; delay of the pipeline; is the data fresh; how far behind real time are we; data delay; p95 latency
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    (quantilesExact(0.95, 0.5)(dateDiff('millisecond', sent, stored_at)) AS waits)[1] / 1000 AS value, count() AS samples,
    waits[2] / 1000 AS median
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
