-- title: Days between purchases
-- unit: orders
-- meaning: How long after their order before customers (an account, else a visitor) order again: orders of the period that were not the first of their customer.
-- kind: bars
-- better: neither
-- samples: repeat orders
-- minimum: 30
-- phrases: days between purchases; how long until customers buy again; time between orders; how often does a customer order; purchase interval; gap between orders; order frequency; when do customers reorder; how many days pass between two orders
SELECT multiIf(days = 0, 'the same day', days <= 7, '1-7 days', days <= 14, '8-14 days', days <= 30, '15-30 days', days <= 60, '31-60 days', days <= 90, '61-90 days',
        days <= 180, '91-180 days', 'over 180 days') AS label,
    count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent, uniqExact(buyer) AS customers
FROM (
    SELECT buyer, placed, dateDiff('day', lagInFrame(placed, 1, placed) OVER earlier, placed) AS days, row_number() OVER earlier AS number
    FROM (
        SELECT coalesce(customer, visitor) AS buyer, order_id, min(at) AS placed
        FROM order_lines
        WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND treatment = 'sale' AND buyer IS NOT NULL
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
            AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
            AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
            AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        GROUP BY buyer, order_id
    )
    WINDOW earlier AS (PARTITION BY buyer ORDER BY placed, order_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
WHERE placed >= {from:DateTime64(3, 'UTC')} AND number > 1
GROUP BY label ORDER BY min(days)
