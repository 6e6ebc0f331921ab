-- Every source with rows: its first event, its clock, its clicks, when it was last written, how precise its stamps are.
SELECT c.source AS source, c.first AS first, greatest(c.last, coalesce(f.clock, c.last)) AS clock, c.clicks AS clicks,
       c.stored_at AS stored_at, c.precision AS precision
FROM (
    SELECT source, min(at) AS first, max(at) AS last, count() AS clicks, max(stored_at) AS stored_at, any(precision) AS precision
    FROM clicks GROUP BY source
) AS c
LEFT JOIN (SELECT source, max(clock) AS clock FROM flow GROUP BY source) AS f USING (source)
ORDER BY stored_at DESC
