-- title: Top products
-- unit: clicks
-- meaning: The products clicked most, with the share of all clicks on products.
-- kind: bars
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: top products; most viewed products; which products are most popular; best products; what do people look at most; popular items; most clicked items; which items get the most clicks
SELECT product AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    any(category) AS category
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND product != ''
    AND ({country:String} = '' OR country = {country:String})
    AND ({category:String} = '' OR category = {category:String})
GROUP BY product ORDER BY value DESC, label LIMIT 50
