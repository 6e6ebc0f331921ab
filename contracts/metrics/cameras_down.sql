-- title: Cameras down
-- unit: cameras
-- meaning: Cameras that see nothing at the end of each step: their last report says dead, dark or frozen, or is older than two minutes. What they count is missing, not zero.
-- kind: timeseries
-- better: lower
-- samples: reports
-- minimum: 1
-- thresholds: bad 1
-- alert: above 0 over 1h for 2m, critical
-- phrases: cameras down; how many cameras are down; number of dead cameras; broken cameras; blind cameras; is any camera blind; cameras offline; are any cameras offline
WITH
    dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) AS length,
    {step:UInt32} * 1000 AS step_ms,
    intDiv(length + step_ms - 1, step_ms) AS steps
SELECT addMilliseconds({from:DateTime64(3, 'UTC')}, step * step_ms) AS t, countIf(last.1 != 'ok' OR ends - last.2 > 120000) AS value, toUInt64(sum(heard)) AS samples
FROM (
    SELECT camera, step, least((step + 1) * step_ms, length) AS ends,
        arrayLast(report -> report.2 < ends, reports) AS last, arrayCount(report -> report.2 < ends AND report.2 >= step * step_ms, reports) AS heard
    FROM (
        SELECT camera, arraySort(report -> report.2, groupArray((state, dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, at)))) AS reports
        FROM camera_health
        WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        GROUP BY camera
    )
    ARRAY JOIN range(toUInt64(steps)) AS step
    WHERE reports[1].2 < ends
)
GROUP BY step ORDER BY t
