-- title: Rejected events
-- unit: events
-- meaning: Messages of this source that could not be used, by reason, since it began; each is kept whole in the table rejects.
-- kind: bars
-- better: lower
-- thresholds: warn 1
-- samples: events
-- minimum: 1
-- phrases: rejects; rejected events; bad events; how many events were rejected; what was wrong with the data; invalid messages; errors in the data; why were events rejected
SELECT reason AS label, count() AS value, count() AS samples, max(sent) AS last_sent, any(detail) AS example
FROM rejects
WHERE source = {source:String} AND reason NOT IN ('late', 'duplicate')
GROUP BY label ORDER BY value DESC, label
