-- title: What to offer to customers
-- unit: customers
-- meaning: Products to offer to known customers: to how many each is offered because customers like them bought it and they have not, as known at the end of the period. For one customer: the likeliest first.
-- kind: bars
-- better: neither
-- samples: customers
-- minimum: 1
-- model: similar customers
-- phrases: what to offer to customers; what should we offer to this customer; recommendations for a customer; what to recommend to this customer; offers for customers; what could they buy next; which products to put into the mail
SELECT product_offered AS label, count() AS value, count() AS samples, round(avg(place), 1) AS mean_place
FROM (
    SELECT argMax(CAST(products, 'Array(String)'), (at, baskets)) AS offered
    FROM similar_customers
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), customer))
    GROUP BY customer
)
ARRAY JOIN offered AS product_offered, arrayEnumerate(offered) AS place
GROUP BY label ORDER BY value DESC, mean_place, label LIMIT 50
