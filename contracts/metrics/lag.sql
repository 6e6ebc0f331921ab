-- title: Messages waiting
-- unit: messages
-- meaning: Messages in Kafka that the worker and the sink had not taken in when last measured, over all sources and periods.
-- kind: bars
-- better: lower
-- thresholds: warn 10000; bad 100000
-- alert: above 100000 for 5m, critical
-- samples: partitions
-- minimum: 1
-- phrases: lag; consumer lag; how far behind is the worker; messages waiting; backlog; is the stream keeping up; queue length; are we behind
SELECT consumer AS label, sum(behind) AS value, count() AS samples, max(measured_at) AS measured
FROM lag
WHERE measured_at = (SELECT max(measured_at) FROM lag) AND {source:String} = {source:String}
GROUP BY label ORDER BY value DESC, label
