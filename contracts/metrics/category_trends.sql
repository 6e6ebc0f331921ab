-- title: Category trends
-- unit: % a week
-- meaning: How much each category changes a week, by Sen's slope over the eight weeks to the end of the period, against what it has a day; of orders where there are any, else of looks. verdict: rising or falling by more than chance does once in a hundred times, surging or plunging in the newest week; z: how sure, of looks, orders and comments together and of each.
-- kind: table
-- better: higher
-- samples: orders, looks or comments
-- minimum: 20
-- model: category trends
-- phrases: category trends; which categories are rising; which categories are falling; how do the categories develop; trend by category; which departments grow; are dresses on the rise; category development; growing categories; which categories gain or lose
SELECT name AS label, round(if(a_day > 0, 100 * a_week / a_day, 0), 1) AS value, counted AS samples, verdict, round(z, 1) AS z, of AS measured_by, round(ratio, 2) AS lately_against_usual,
    round(views_z, 1) AS z_looks, round(orders_z, 1) AS z_orders, round(comments_z, 1) AS z_comments
FROM (
    SELECT name, max(at) AS newest, argMax(product_trends.verdict, (at, origin_offset)) AS verdict, argMax(product_trends.ratio, (at, origin_offset)) AS ratio,
        argMax(product_trends.samples, (at, origin_offset)) AS counted, argMax(product_trends.z, (at, origin_offset)) AS z, argMax(measure, (at, origin_offset)) AS of,
        argMax(level, (at, origin_offset)) AS a_day, argMax(slope, (at, origin_offset)) AS a_week, argMax(tuple(product_trends.views_z), (at, origin_offset)).1 AS views_z,
        argMax(tuple(product_trends.orders_z), (at, origin_offset)).1 AS orders_z, argMax(tuple(product_trends.comments_z), (at, origin_offset)).1 AS comments_z
    FROM product_trends
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND kind = 'category'
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), name))
    GROUP BY name
)
WHERE newest > (SELECT max(at) FROM product_trends WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}) - toIntervalDay(8)
ORDER BY value DESC, label LIMIT 100
