-- title: Clicks
-- unit: clicks
-- meaning: Accepted shopping events in the period.
-- kind: timeseries
-- better: higher
-- samples: clicks
-- minimum: 1
-- phrases: how many clicks; number of clicks; click count; total clicks; how often did people click; how many page clicks; clicks
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, count() AS value, count() AS samples
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
