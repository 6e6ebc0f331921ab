-- title: Hot leads
-- unit: probability in %
-- meaning: Visits under way, and people for the days to come, whose purchase is likely enough to be worth a contact: how likely, what they are expected to bring, and why. Who bought, left or cooled is gone from the list.
-- kind: table
-- better: neither
-- samples: examples
-- minimum: 20
-- model: purchase intent of a visit
-- ahead: true
-- phrases: hot leads; who is about to buy; which visitors are likely to buy; who should we contact; leads; best leads; who will buy next; which customers are worth a contact; show me the leads; purchase intent
SELECT argMax(coalesce(customer, visitor, session), (at, origin_offset)) AS label, round(100 * argMax(probability, (at, origin_offset)), 1) AS value, argMax(leads.samples, (at, origin_offset)) AS samples,
    round(argMax(leads.value, (at, origin_offset)), 2) AS expected_value, arrayStringConcat(argMax(reasons, (at, origin_offset)), ', ') AS reasons, any(kind) AS kind, max(at) AS last_change
FROM leads LEFT JOIN (
    SELECT session, max(end) AS over FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} - INTERVAL 1 DAY AND session IN (
        SELECT session FROM leads WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND kind = 'visit'
    )
    GROUP BY session
) AS closed USING session
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY lead HAVING argMax(state, (at, origin_offset)) = 'open' AND (any(leads.kind) != 'visit' OR max(at) > any(over)) ORDER BY expected_value DESC, lead LIMIT 50
