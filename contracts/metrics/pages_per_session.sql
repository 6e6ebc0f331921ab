-- title: Pages a session
-- unit: pages
-- meaning: Views of pages, products and lists per session; a product page that tells both counts once. distinct_pages counts each page once.
-- kind: timeseries
-- beside: distinct_pages
-- better: higher
-- samples: sessions
-- minimum: 20
-- phrases: pages per session; pages a session; how many pages do visitors look at; page views per visit; clicks per session; visit depth; how deep do people browse; average pages viewed
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, sum(page_views) / count() AS value, count() AS samples, sum(pages) / count() AS distinct_pages
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND page_views > 0
GROUP BY t ORDER BY t
