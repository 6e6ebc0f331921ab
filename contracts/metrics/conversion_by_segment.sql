-- title: Conversion by segment
-- unit: %
-- meaning: Share of sessions that bought, by the segment that the session fell into, and what they spent before anything came back. Segments see how far a session went, so those of buyers convert by their making.
-- kind: table
-- lines: apart
-- better: higher
-- samples: sessions
-- minimum: 100
-- phrases: conversion by segment; which segment buys; which segment converts best; which group of shoppers buys most; value of the segments; revenue by segment; which shoppers are worth most; segment conversion
SELECT argMax(s.name, s.start) AS label, round(100 * countIf(v.orders > 0) / count(), 2) AS value, count() AS samples,
    round(sum(v.revenue) / count(), 2) AS revenue_a_session
FROM session_segments AS s
INNER JOIN (
    SELECT session, start, orders, revenue
    FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
) AS v ON s.session = v.session AND s.start = v.start
WHERE s.source = {source:String} AND s.start >= {from:DateTime64(3, 'UTC')} AND s.start < {to:DateTime64(3, 'UTC')}
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY s.segment ORDER BY samples DESC, label
