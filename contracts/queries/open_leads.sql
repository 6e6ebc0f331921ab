-- How many leads are open at the end of a period: those that the metric hot_leads lists, of which it shows the first fifty.
SELECT count() AS leads FROM (
    SELECT lead
    FROM leads LEFT JOIN (SELECT session, max(end) AS over FROM sessions WHERE source = {source:String} GROUP BY session) AS closed USING session
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
    GROUP BY lead HAVING argMax(state, (at, origin_offset)) = 'open' AND (any(leads.kind) != 'visit' OR max(at) > any(over))
)
