-- title: Rooms
-- unit: people
-- meaning: The most people who were in each room or zone at once, by its counts; how many in the mean, and in what share of its counts somebody was there.
-- kind: bars
-- better: neither
-- samples: counts
-- minimum: 10
-- phrases: rooms; how full do the rooms get; most people in a room; room occupancy; how many people are in the rooms at most; which room is fullest; peak occupancy of rooms; how well are the rooms used; how often is a room in use; use of rooms
SELECT zone AS label, max(people) AS value, count() AS samples, round(avg(people), 1) AS mean_people, round(100 * countIf(people > 0) / count(), 1) AS in_use_percent
FROM zone_counts
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone))
GROUP BY zone ORDER BY value DESC, label
