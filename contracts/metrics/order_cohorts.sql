-- title: Orders by cohort
-- unit: %
-- meaning: Of the customers who first ordered in a month (y), the share that ordered again x calendar months later; month 0 holds those who ordered again within the same month. The newest month may not be over.
-- kind: heatmap
-- lines: overlapping
-- better: higher
-- samples: customers
-- minimum: 20
-- phrases: orders by cohort; cohort retention of customers; do new customers order again; cohort table; monthly cohorts; how many customers order again after months; retention of buyers; order retention by month of first order; customer retention by cohort
WITH
    placed AS (
        SELECT coalesce(customer, visitor) AS buyer, order_id, toStartOfMonth(min(at)) AS month
        FROM order_lines
        WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND treatment = 'sale' AND buyer IS NOT NULL
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
            AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
            AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
            AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        GROUP BY buyer, order_id
    ),
    firsts AS (SELECT buyer, min(month) AS first, arrayMap(each -> dateDiff('month', first, each), arrayPopFront(arraySort(groupArray(month)))) AS again FROM placed GROUP BY buyer HAVING first >= toStartOfMonth({from:DateTime64(3, 'UTC')})),
    cohorts AS (SELECT first, count() AS size FROM firsts GROUP BY first)
SELECT x, y, round(100 * count() / any(size), 2) AS value, any(size) AS samples
FROM (SELECT substring(toString(first), 1, 7) AS y, first, arrayJoin(arrayDistinct(again)) AS x FROM firsts) AS came
INNER JOIN cohorts ON came.first = cohorts.first
GROUP BY x, y ORDER BY y, x LIMIT 2000
