-- title: Clicks by page position
-- unit: clicks
-- meaning: Where on a listing people click: x is the position of the product on its page (left to right, top to bottom), y the page of the listing.
-- kind: heatmap
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: clicks by page position; heatmap of the page; where on the page do people click; which position gets clicks; position heatmap; where do people click; click map; best place on the page
SELECT position AS x, page_number AS y, count() AS value, count() AS samples
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND position IS NOT NULL AND page_number IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY x, y ORDER BY y, x LIMIT 2000
