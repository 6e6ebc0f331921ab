-- How many messages each consumer has not read yet, by topic, as the sink measured it last.
SELECT consumer, topic, sum(behind) AS behind
FROM lag WHERE (consumer, measured_at) IN (SELECT consumer, max(measured_at) FROM lag GROUP BY consumer)
GROUP BY consumer, topic ORDER BY consumer, topic
