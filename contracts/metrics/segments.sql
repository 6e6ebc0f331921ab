-- title: Shopper segments
-- unit: sessions
-- meaning: How sessions group by what they look at and how deep they go, found by online k-means; the first 500 sessions of a source place the groups.
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 100
-- phrases: segments; shopper segments; which kinds of shoppers do we have; who are our visitors; visitor groups; shopper types; how are sessions grouped; clusters of shoppers; which segment is largest
SELECT argMax(name, start) AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    round(avg(clicks), 2) AS clicks_per_session, round(quantileExactInclusive(0.5)(duration)) AS median_duration_s
FROM session_segments
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
GROUP BY segment ORDER BY value DESC, label
