-- title: Visits by zone
-- unit: visits
-- meaning: How often somebody stepped into a zone of the floor and stayed long enough to count (the camera ignores who only brushes it).
-- kind: bars
-- better: higher
-- samples: visits to zones
-- minimum: 1
-- phrases: visits by zone; which zones are visited most; most visited area of the store; zone visits; how many people visit each zone; busiest zone; which department has the most foot traffic; where do people go in the store
SELECT zone AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 1) AS share_percent
FROM zone_visits
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone))
GROUP BY zone ORDER BY value DESC, label
