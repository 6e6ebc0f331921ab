-- title: How often store customers come back
-- unit: customers
-- meaning: Purchases a named customer made at the tills of the store, by number of days they bought on. Only a loyalty card or account tells who comes back: cameras and sensors count people and know nobody.
-- kind: bars
-- better: neither
-- samples: customers with a card
-- minimum: 20
-- phrases: how often store customers come back; store visit frequency; how often do customers return to the store; repeat visits to the store; loyalty card visits; do store visitors come back; how many times do people visit the store; returning store customers
SELECT multiIf(days = 1, '1 day', days = 2, '2 days', days <= 5, '3-5 days', days <= 10, '6-10 days', 'more than 10 days') AS label,
    count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 1) AS share_percent
FROM (
    SELECT customer, uniqExact(toDate(at)) AS days FROM order_lines
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND store != '' AND customer IS NOT NULL AND treatment = 'sale'
    GROUP BY customer
)
GROUP BY label ORDER BY min(days)
