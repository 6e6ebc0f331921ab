-- title: Entry pages
-- unit: sessions
-- meaning: Where sessions begin.
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 30
-- phrases: entry pages; landing pages; where do visitors enter; where do sessions start; first page of a visit; top landing pages; on which page do people arrive
SELECT entry_page AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')} AND entry_page != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label ORDER BY value DESC, label LIMIT 50
