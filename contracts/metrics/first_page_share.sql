-- title: Clicks on first listing pages
-- unit: %
-- meaning: Share of clicks made on the first page of a listing: how far people do not leaf.
-- kind: timeseries
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: first page share; how many clicks are on the first page; do people look beyond page one; share of clicks on page 1; how far do visitors leaf through; do they go to the second page
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, 100 * countIf(page_number = 1) / count() AS value, count() AS samples
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND page_number IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
