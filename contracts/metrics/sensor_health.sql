-- title: Sensors
-- unit: hours silent
-- meaning: Each sensor of the source: how long it has told nothing at the end of the period, how often it usually tells, and how it is: silent (for longer than ever in the period, five times its usual pause and ten minutes; of a motion sensor two days), only zeros (nobody for two days), or ok.
-- kind: table
-- lines: apart
-- better: lower
-- samples: reports
-- minimum: 1
-- phrases: sensors; are the sensors working; which sensor is silent; sensor health; is a sensor broken; which counter tells nothing; sensors that are down; do all sensors report; dead sensors; state of the door counters
SELECT counter AS label, round(dateDiff('second', newest, {to:DateTime64(3, 'UTC')}) / 3600, 2) AS value, reports AS samples,
    multiIf(value * 3600 > if(is_motion, 172800, greatest(600, 5 * usual_seconds, toFloat64(longest))), 'silent', dateDiff('hour', seen, newest) >= 48, 'only zeros', 'ok') AS state, where_it_is,
    usual_seconds, newest
FROM (
    SELECT counter, any(place) AS where_it_is, any(motion) AS is_motion, count() AS reports, max(told) AS newest, greatest(min(told), maxIf(told, people > 0)) AS seen,
        round(dateDiff('second', min(told), max(told)) / greatest(1, uniqExact(told) - 1)) AS usual_seconds,
        max(pause) AS longest
    FROM (
        SELECT *, dateDiff('second', lagInFrame(told, 1, told) OVER (PARTITION BY counter ORDER BY told ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), told) AS pause FROM (
        SELECT counter, toString(place) AS place, addMilliseconds(at, toInt64(period * 1000)) AS told, coalesce(entered, 0) + coalesce(left, 0) + coalesce(passed, 0) AS people, false AS motion
        FROM footfall WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND device = 'sensor'
        UNION ALL
        SELECT counter, toString(zone) AS place, at AS told, people, false AS motion
        FROM zone_counts WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND device = 'sensor'
        UNION ALL
        SELECT sensor AS counter, toString(place) AS place, addMilliseconds(at, toInt64(seconds * 1000)) AS told, 1 AS people, true AS motion
        FROM motion_spells WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    ))
    GROUP BY counter
)
ORDER BY state = 'ok', value DESC, label LIMIT 500
