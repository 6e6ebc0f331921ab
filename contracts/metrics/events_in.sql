-- title: Events in
-- unit: events
-- meaning: Messages taken in, and what became of each: events = clicks + rejected + late + duplicates + controls (ticks and ends of their producers).
-- kind: timeseries
-- beside: rejected, late, duplicates
-- better: neither
-- samples: events
-- minimum: 1
-- phrases: events in; how many events came in; events received; is anything lost; late events; how many events were late; how many were dropped; data quality; events accepted and rejected; throughput of the stream
SELECT toStartOfInterval(clock, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, sum(events) AS value, sum(events) AS samples, sum(clicks) AS clicks, sum(rejected) AS rejected, sum(late) AS late,
    sum(duplicates) AS duplicates, sum(controls) AS controls, sum(sessions) AS sessions
FROM flow
WHERE source = {source:String} AND clock >= {from:DateTime64(3, 'UTC')} AND clock < {to:DateTime64(3, 'UTC')}
GROUP BY t ORDER BY t
