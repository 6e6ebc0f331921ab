-- title: Conversion rate
-- unit: %
-- meaning: Share of sessions that bought something. A source that records no purchase has no conversion rate.
-- kind: timeseries
-- better: higher
-- samples: sessions
-- minimum: 100
-- phrases: conversion rate; conversion; how many visits end in a purchase; share of sessions that buy; how well do we convert; what percentage of visitors buy; purchase rate; do visitors buy
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(orders > 0) / count() AS value, count() AS samples, countIf(orders > 0) AS buying_sessions
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    -- no till, no conversion: absent is absent, not 0
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY t ORDER BY t
