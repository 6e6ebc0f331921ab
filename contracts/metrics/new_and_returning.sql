-- title: New and returning
-- unit: sessions
-- meaning: Sessions of visitors seen before, and of new ones; unknown where the source names no visitors.
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 20
-- phrases: new and returning visitors; how many visitors come back; returning customers; share of returning visitors; loyalty; how many are new; repeat visits; do customers return; how often do the same customers come back
SELECT multiIf(returning IS NULL, 'unknown', returning, 'returning', 'new') AS label, count() AS value, count() AS samples,
    round(100 * count() / sum(count()) OVER (), 2) AS share_percent, round(quantileExactInclusive(0.5)(gap_since_last) / 86400, 2) AS median_gap_days
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label ORDER BY value DESC, label
