-- title: What leads sales
-- unit: correlation
-- meaning: How much of what surprised in a day's sales had surprised in looks at products, or in what comments say, so many days before; as known at the end of the period. Surprises are what level and weekday did not tell the day before, so that what merely grows together does not count. by_chance: what chance alone keeps within 19 times in 20; only the most telling lag that is beyond the chance of the best of fourteen is said to lead.
-- kind: table
-- better: neither
-- samples: pairs of days
-- minimum: 28
-- model: what leads sales
-- phrases: what leads sales; do visits lead sales; does a rise in views lead sales; do comments lead sales; does sentiment lead sales; how many days before sales do views rise; what announces sales; leading indicators of sales; what drives sales; do more looks mean more sales later
SELECT if(days = 0, concat(measure, ' on the same day'), concat(measure, ' ', toString(days), if(days = 1, ' day', ' days'), ' before')) AS label,
    round(argMax(correlation, (at, origin_offset)), 3) AS value, argMax(lead_lags.samples, (at, origin_offset)) AS samples, round(argMax(bound, (at, origin_offset)), 3) AS by_chance,
    multiIf(argMax(leads, (at, origin_offset)), 'leads sales', abs(value) <= by_chance, 'within chance', days = 0, 'goes with sales', 'beyond one chance, not beyond that of the best of fourteen') AS finding
FROM lead_lags
WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY measure, days ORDER BY argMax(leads, (at, origin_offset)) DESC, value DESC, label LIMIT 50
