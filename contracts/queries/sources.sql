-- Every source with events: its first one, its clock, how many are stored, when it was last written, how precise its stamps are.
-- Clicks tell it themselves; of the other streams the flow rows tell it.
SELECT source, min(began) AS first, max(reached) AS clock, sum(stored) AS events, max(written) AS stored_at, max(precise) AS precision
FROM (
    SELECT source, min(at) AS began, max(at) AS reached, count() AS stored, max(stored_at) AS written, any(precision) AS precise
    FROM clicks GROUP BY source
    UNION ALL
    SELECT source, min(assumeNotNull(clock)) AS began, max(assumeNotNull(clock)) AS reached, sumIf(clicks, origin_topic != 'events.shop') AS stored,
           maxIf(stored_at, origin_topic != 'events.shop') AS written, max(precision) AS precise
    FROM flow WHERE clock IS NOT NULL GROUP BY source
)
GROUP BY source HAVING events > 0
ORDER BY stored_at DESC
