-- title: Top categories
-- unit: clicks
-- meaning: The categories clicked most, with their share of all clicks that name one.
-- kind: bars
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: top categories; most popular categories; which category is best; which departments do people look at; category ranking; what kind of clothes are popular; popular departments; most viewed category
SELECT category AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    uniqExact(session) AS sessions
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND category != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY label ORDER BY value DESC, label LIMIT 50
