-- title: Top colours
-- unit: clicks
-- meaning: The colours of the products clicked most.
-- kind: bars
-- better: neither
-- samples: clicks
-- minimum: 30
-- phrases: top colours; most popular colours; which colour is liked best; favourite colors; what colors do people like; colour ranking; which color sells
SELECT colour AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent
FROM clicks
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND colour != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY label ORDER BY value DESC, label LIMIT 50
