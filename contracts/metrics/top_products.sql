-- title: Top products
-- unit: clicks
-- meaning: The products clicked most, with their share of all clicks on products.
-- kind: bars
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: top products; most viewed products; which products are most popular; best products; what do people look at most; popular items; most clicked items; which items get the most clicks; what is hot; most looked at products
SELECT product AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    any(clicks.category) AS product_category
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND product != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
GROUP BY label ORDER BY value DESC, label LIMIT 50
