-- title: Countries
-- unit: sessions
-- meaning: Where sessions come from: ISO 3166 country codes as the source gives them.
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 30
-- phrases: countries; where do visitors come from; which countries; visitors by country; top countries; geography of visitors; what nationality are our visitors; origin of traffic by country
SELECT if(country = '', 'unknown', country) AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    round(sum(page_views) / count(), 2) AS pages_per_session
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND country != '')
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label ORDER BY value DESC, label LIMIT 60
