-- title: Store conversion
-- unit: %
-- meaning: Orders at the tills of the store a hundred people who came in. Without a till feed or a counter at the door there is none; a door that a camera and a sensor count is counted by their mean.
-- kind: timeseries
-- better: higher
-- samples: people who came in
-- minimum: 30
-- phrases: store conversion; how many visitors of the store buy; conversion in the store; share of store visitors who buy; till conversion; how many people who enter buy something; in-store conversion rate; shop floor conversion
SELECT t, round(100 * any(sold) / sum(came), 2) AS value, toUInt64(sum(came)) AS samples, any(sold) AS till_orders
FROM (
    SELECT t, place, avg(came) AS came
    FROM (
        SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, place, device, sum(entered) AS came
        FROM footfall
        WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND entered IS NOT NULL
        GROUP BY t, place, device
    )
    GROUP BY t, place
) AS doors
LEFT JOIN (
    SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, uniqExact(order_id) AS sold
    FROM order_lines
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND store != '' AND treatment = 'sale'
    GROUP BY t
) AS tills USING (t)
WHERE (SELECT count() FROM order_lines WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND store != '') > 0
GROUP BY t HAVING samples > 0 ORDER BY t
