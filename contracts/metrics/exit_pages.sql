-- title: Exit pages
-- unit: sessions
-- meaning: Where sessions end. exit_rate_percent: of the sessions that saw that page, those that ended on it.
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 30
-- phrases: exit pages; where do people leave; where do visitors drop off; last page of a visit; on which page do we lose people; exit rate by page; where do sessions end; which pages make people leave
SELECT page AS label, countIf(page = exit_page) AS value, value AS samples, round(100 * value / sum(value) OVER (), 2) AS share_percent,
    round(100 * value / count(), 2) AS exit_rate_percent
FROM sessions ARRAY JOIN seen_pages AS page
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label HAVING value > 0
ORDER BY value DESC, label LIMIT 50
