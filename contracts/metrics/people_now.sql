-- title: People by zone now
-- unit: people
-- meaning: How many people are in each zone or room at the end of the period, by the newest count of its camera or sensor. One that has been silent for five minutes is left out: nobody knows.
-- kind: bars
-- better: neither
-- samples: counts
-- minimum: 1
-- phrases: how many people are in each zone now; people by zone now; occupancy now; how many people are in the store now; how many people are in the store right now; how many people are in electronics now; is it crowded right now; how full is the store; people on the floor now
SELECT zone AS label, argMax(people, (at, origin_offset)) AS value, count() AS samples, argMax(device, (at, origin_offset)) AS counted_by, max(at) AS counted_at
FROM zone_counts
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND at >= {to:DateTime64(3, 'UTC')} - INTERVAL 5 MINUTE
    AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone))
GROUP BY zone ORDER BY value DESC, label
