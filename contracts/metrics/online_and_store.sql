-- title: Online and in the store
-- unit: online
-- meaning: The web shop beside the store, line by line: visits (sessions; people who came in), orders, orders a hundred visits, median stay in seconds (of sessions; of visits to a zone). A side that is not measured has no number.
-- kind: table
-- better: neither
-- samples: visits or people
-- minimum: 1
-- phrases: online and in the store; web shop against store; compare online and offline; store versus online; online and store side by side; is the store or the web shop doing better; omnichannel comparison; physical store compared with the website
WITH
    web AS (
        SELECT count() AS visits, sum(orders) AS sold, quantileExactInclusiveOrNull(0.5)(duration) AS stay, max(furthest_step = 'purchase') AS till
        FROM sessions WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    ),
    doors AS (
        SELECT sum(came) AS visits FROM (
            SELECT place, avg(came) AS came FROM (
                SELECT place, device, sum(entered) AS came FROM footfall WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND entered IS NOT NULL GROUP BY place, device
            ) GROUP BY place
        )
    ),
    tills AS (SELECT uniqExactIf(order_id, treatment = 'sale') AS sold, count() AS lines FROM order_lines WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND store != ''),
    zones AS (SELECT quantileExactInclusiveOrNull(0.5)(dwell) AS stay FROM zone_visits WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')})
SELECT line.1 AS label, line.2 AS value, toUInt64(coalesce(web.visits, 0) + coalesce(doors.visits, 0)) AS samples, line.3 AS store
FROM web CROSS JOIN doors CROSS JOIN tills CROSS JOIN zones
ARRAY JOIN [
    ('Visits', if(web.visits > 0, toNullable(toFloat64(web.visits)), NULL), if(doors.visits > 0, toNullable(toFloat64(doors.visits)), NULL)),
    ('Orders', if(web.till, toNullable(toFloat64(web.sold)), NULL), if(tills.lines > 0, toNullable(toFloat64(tills.sold)), NULL)),
    ('Orders a hundred visits', if(web.till AND web.visits > 0, toNullable(round(100 * web.sold / web.visits, 2)), NULL),
        if(tills.lines > 0 AND doors.visits > 0, toNullable(round(100 * tills.sold / doors.visits, 2)), NULL)),
    ('Median stay in s', toFloat64OrNull(toString(web.stay)), toFloat64OrNull(toString(zones.stay)))
] AS line
WHERE samples > 0 ORDER BY indexOf(['Visits', 'Orders', 'Orders a hundred visits', 'Median stay in s'], label)
