-- title: Related products
-- unit: % of baskets
-- meaning: What goes with a product: share of the sessions that looked at it (way: viewed) or of the orders with it (way: bought) that have the other too, as counted when those had last doubled by the end of the period (8, 16, 32, ...), the highest share first; lift: times more often than by chance. Pairs of fewer than five are left out.
-- kind: table
-- better: neither
-- samples: sessions or orders with both by then
-- minimum: 5
-- phrases: related products; what goes with this product; what do people look at together with it; what is bought with it; similar products; what else do people view; what should i recommend to someone who looked at this; customers who viewed this also viewed; frequently bought together; people who looked at this also looked at; what fits this product
SELECT concat(product, ' → ', companion) AS label, round(100 * share, 1) AS value, both AS samples, round(times, 2) AS lift, way
FROM (
    SELECT product, way, argMax(arrayZip(CAST(products, 'Array(String)'), together, shares, lifts), (at, evidence)) AS newest
    FROM related_products
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    GROUP BY product, way
)
ARRAY JOIN newest.1 AS companion, newest.2 AS both, newest.3 AS share, newest.4 AS times
WHERE both >= 5
ORDER BY value DESC, samples DESC, label LIMIT 500
