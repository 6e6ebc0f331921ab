-- title: Time spent by zone
-- unit: s
-- meaning: How long people stay in a zone of the floor, from the camera: the median over finished visits, with the mean and the 90th percentile. A visit that the camera lost from sight counts as long as it was seen.
-- kind: bars
-- better: higher
-- samples: visits to zones
-- minimum: 20
-- phrases: time spent by zone; where do people stay longest; dwell time by zone; how long do people stay in each zone; how long do people stay in the store; time spent in the store; which area holds people longest; zone dwell; where do shoppers linger; where do people linger on the floor
SELECT zone AS label, round(quantileExactInclusive(0.5)(dwell), 1) AS value, count() AS samples, round(avg(dwell), 1) AS mean_dwell, round(quantileExact(0.9)(dwell), 1) AS p90_dwell,
    round(100 * countIf(reason = 'lost') / count(), 1) AS lost_percent
FROM zone_visits
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone))
GROUP BY zone ORDER BY value DESC, label
