-- title: Falling products
-- unit: times the usual
-- meaning: Products that fell in the eight weeks to the end of the period by more than chance does once in a hundred times, or whose newest week was far below those before (plunging), and that are below the usual now: how often they were ordered in the last ten days or so, against the last forty. Where a source has no orders, looks; z: how sure the fall is, of looks, orders and comments together; change a week by Sen's slope.
-- kind: table
-- better: neither
-- samples: orders, looks or comments
-- minimum: 20
-- model: product trends
-- phrases: falling products; which products are falling; which products are losing; what sells less and less; products in decline; which products are getting less popular; what is going out of fashion; declining products; which products are on the way down
SELECT name AS label, round(ratio, 2) AS value, counted AS samples, verdict, round(z, 1) AS z, of AS measured_by, round(a_day, 2) AS a_day, round(a_week, 2) AS change_a_week
FROM (
    SELECT name, max(at) AS newest, argMax(product_trends.verdict, (at, origin_offset)) AS verdict, argMax(product_trends.ratio, (at, origin_offset)) AS ratio,
        argMax(product_trends.samples, (at, origin_offset)) AS counted, argMax(product_trends.z, (at, origin_offset)) AS z, argMax(measure, (at, origin_offset)) AS of,
        argMax(level, (at, origin_offset)) AS a_day, argMax(slope, (at, origin_offset)) AS a_week
    FROM product_trends
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND kind = 'product'
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    GROUP BY name
)
WHERE verdict IN ('plunging', 'falling') AND ratio < 1
    -- every product is looked at once a week: what was not, is no longer asked for
    AND newest > (SELECT max(at) FROM product_trends WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}) - toIntervalDay(8)
ORDER BY ratio ASC, label LIMIT 50
