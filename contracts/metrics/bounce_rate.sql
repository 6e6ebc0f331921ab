-- title: Bounce rate
-- unit: %
-- meaning: Share of sessions that viewed one page and did nothing beyond looking.
-- kind: timeseries
-- better: lower
-- samples: sessions
-- minimum: 20
-- phrases: bounce rate; how many visitors bounce; share of one-click visits; how many leave immediately; how many people leave after one page; single page visits; bounces
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, 100 * countIf(page_views = 1 AND furthest_step = 'view') / count() AS value, count() AS samples
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND page_views > 0
GROUP BY t ORDER BY t
