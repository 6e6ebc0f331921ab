-- title: Clicks a minute
-- unit: clicks/min
-- meaning: How busy the shop is: accepted shopping events per minute of event time.
-- kind: timeseries
-- better: higher
-- samples: clicks
-- minimum: 1
-- phrases: clicks per minute; clicks a minute; how busy is the shop; click rate; how active is the shop; how fast are clicks coming in; activity per minute; traffic per minute
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, count() * 60 / {step:UInt32} AS value, count() AS samples
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
