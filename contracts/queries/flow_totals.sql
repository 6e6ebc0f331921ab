-- What became of every event, by source: accepted, rejected, late, duplicate, control.
SELECT source, sum(events) AS events, sum(clicks) AS clicks, sum(sessions) AS sessions, sum(rejected) AS rejected, sum(late) AS late,
       sum(duplicates) AS duplicates, sum(controls) AS controls
FROM flow GROUP BY source ORDER BY source
