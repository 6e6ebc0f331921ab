-- title: Cameras
-- unit: frames/s
-- meaning: Each camera of the source: the frames a second it looked at last, how it is (ok, dark, frozen, dead), how long it has been silent, and how many frames it could not look at.
-- kind: table
-- lines: apart
-- better: higher
-- samples: reports
-- minimum: 1
-- phrases: cameras; are the cameras working; camera status; which camera is down; is a camera dead; camera health; do all cameras see something; camera frame rate
SELECT camera AS label, round(argMax(rate, (at, origin_offset)), 1) AS value, count() AS samples, argMax(state, (at, origin_offset)) AS state,
    dateDiff('second', max(at), {to:DateTime64(3, 'UTC')}) AS silent_seconds, sum(dropped) AS frames_dropped
FROM camera_health
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY camera ORDER BY state = 'ok', silent_seconds DESC, label
