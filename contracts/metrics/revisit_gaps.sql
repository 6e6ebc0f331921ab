-- title: Days between visits
-- unit: sessions
-- meaning: How long after their last visit visitors come back: within 24 hours, within 7 times 24 (begun days count as whole ones), within 31, later.
-- kind: bars
-- better: neither
-- samples: returning sessions
-- minimum: 20
-- phrases: days between visits; revisit frequency; how soon do visitors come back; how often do customers come back; gap between visits; time between visits; when do people return; revisit gaps; how long until they come back
SELECT multiIf(gap_since_last <= 86400, 'within a day', gap_since_last <= 7 * 86400, '2-7 days', gap_since_last <= 31 * 86400, '8-31 days', 'over 31 days') AS label,
    count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    countIf(orders > 0) AS buying_sessions
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND gap_since_last IS NOT NULL
GROUP BY label
ORDER BY min(gap_since_last)
