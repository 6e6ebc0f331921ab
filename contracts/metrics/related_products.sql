-- title: Related products
-- unit: % of baskets
-- meaning: What goes with a product: share of the sessions that looked at it (way: viewed) or of the orders with it (way: bought) that have the other too, as known at the end of the period; lift: times more often than by chance.
-- kind: table
-- better: neither
-- samples: sessions or orders with both
-- minimum: 5
-- phrases: related products; what goes with this product; what do people look at together with it; what is bought with it; similar products; what else do people view; what should i recommend to someone who looked at this; customers who viewed this also viewed; frequently bought together; people who looked at this also looked at; what fits this product
SELECT concat(product, ' → ', companion) AS label, round(100 * share, 1) AS value, both AS samples, round(times, 2) AS lift, way, baskets_so_far AS baskets
FROM (
    SELECT product, way, max(evidence) AS baskets_so_far, argMax(arrayZip(CAST(products, 'Array(String)'), together, shares, lifts), (at, evidence)) AS newest
    FROM related_products
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    GROUP BY product, way
)
ARRAY JOIN newest.1 AS companion, newest.2 AS both, newest.3 AS share, newest.4 AS times
ORDER BY both * log(times) DESC, label LIMIT 500
