-- title: Cameras against sensors
-- unit: % more by camera
-- meaning: Doors that a camera and a sensor both count: by how much the camera's total differs, what both together say with its standard error (hours erring alike; of_hours: those in which enough was known of both), how many hours were far apart, and when the ratio last moved.
-- kind: table
-- better: neither
-- samples: hours
-- minimum: 24
-- phrases: cameras against sensors; do camera and sensor agree; difference between camera and door counter; which counter is wrong; is the door counter right; camera count compared with sensor count; has a counter drifted; can i trust the door counts; door reconciliation
SELECT place AS label, round(100 * (sum(door_hours.camera) / nullIf(sum(door_hours.sensor), 0) - 1), 1) AS value, count() AS samples, sum(door_hours.camera) AS by_camera,
    sum(door_hours.sensor) AS by_sensor, round(sum(fused)) AS together, round(sum(error)) AS standard_error, count(fused) AS of_hours, countIf(flag = 'apart') AS hours_apart,
    max(drift_at) AS ratio_moved_at
FROM door_hours
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
GROUP BY place ORDER BY abs(value) DESC, label
