-- title: People on the floor
-- unit: people
-- meaning: People in all zones and rooms that are counted, in the mean over each step; a count holds until the next one of its zone, for two minutes at most. Zones that overlap count somebody in both.
-- kind: timeseries
-- better: neither
-- samples: counts
-- minimum: 1
-- beside: most
-- phrases: people on the floor; occupancy; occupancy over time; how busy is the store; store occupancy; how many people were in the store; how crowded was it; average number of people in the store
WITH
    dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) AS length,
    {step:UInt32} * 1000 AS step_ms
SELECT addMilliseconds({from:DateTime64(3, 'UTC')}, step * step_ms) AS t, round(sum(people * held) / any(least(step_ms, length - step * step_ms)), 2) AS value,
    count() AS samples, max(people) AS most
FROM (
    SELECT people, arrayJoin(range(toUInt64(intDiv(began, step_ms)), toUInt64(intDiv(greatest(ended - 1, began), step_ms) + 1))) AS step,
        least(ended, toInt64((step + 1) * step_ms)) - greatest(began, toInt64(step * step_ms)) AS held
    FROM (
        SELECT people, dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, at) AS began,
            least(dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, leadInFrame(at, 1, at + INTERVAL 2 MINUTE)
                OVER (PARTITION BY zone, counter ORDER BY at, origin_offset ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)), began + 120000, length) AS ended
        FROM zone_counts
        WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
            AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone))
    )
)
GROUP BY step ORDER BY t
