-- title: Similar customers
-- unit: similarity
-- meaning: Customers who bought alike (1: the same products, 0: none in common; rare products weigh more), as known at the end of the period, with the rarest products both bought; those of whom five products or more are known come first. Told anew after each order, the first too: of a customer of one or two products it says little.
-- kind: table
-- better: neither
-- samples: products that the customer bought
-- minimum: 1
-- model: similar customers
-- phrases: similar customers; who is like this customer; customers like this one; which customers buy alike; who shops like them; look alike customers; lookalikes; nearest customers
SELECT concat(customer, ' ~ ', other) AS label, round(similarity, 3) AS value, bought AS samples, reasons AS shared_products
FROM (
    SELECT customer, argMax(bought, (at, baskets)) AS bought, argMax(arrayZip(customers, similarities, shared), (at, baskets)) AS newest
    FROM similar_customers
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), customer))
    GROUP BY customer
)
ARRAY JOIN newest.1 AS other, newest.2 AS similarity, newest.3 AS reasons
ORDER BY samples >= 5 DESC, value DESC, label LIMIT 500
