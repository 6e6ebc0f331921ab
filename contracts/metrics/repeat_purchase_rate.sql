-- title: Repeat-purchase rate
-- unit: %
-- meaning: Of the customers who ordered in a time, how many had an earlier order, in it or before it: an account, else a visitor. The first weeks of a source know of no earlier orders, so the rate begins low.
-- kind: timeseries
-- better: higher
-- samples: customers
-- minimum: 30
-- phrases: repeat purchase rate; how many customers buy again; share of repeat customers; do customers come back to buy; repeat buyers; customer loyalty rate; how many customers ordered more than once; reorder rate; returning customer rate
SELECT toStartOfInterval(placed, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(100 * uniqExactIf(buyer, number > 1) / uniqExact(buyer), 4) AS value, uniqExact(buyer) AS samples, uniqExactIf(buyer, number = 1) AS new_customers
FROM (
    SELECT buyer, placed, row_number() OVER (PARTITION BY buyer ORDER BY placed, order_id) AS number
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
)
WHERE placed >= {from:DateTime64(3, 'UTC')}
GROUP BY t ORDER BY t
