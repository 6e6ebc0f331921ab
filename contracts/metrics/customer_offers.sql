-- title: What to offer to customers
-- unit: customers
-- meaning: Products to offer to known customers, ten each: to how many each is offered, as known at the end of the period; what they had bought by then is left out. Reason: why it is offered to most of them. Who has bought once is offered what is bought most lately in the categories of that order, where that has done better than customers alike. For one customer: the likeliest first.
-- kind: bars
-- better: neither
-- samples: customers
-- minimum: 1
-- model: similar customers
-- phrases: what to offer to customers; what should we offer to this customer; recommendations for a customer; what to recommend to this customer; offers for customers; what could they buy next; which products to put into the mail
SELECT offer.1 AS label, count() AS value, count() AS samples, round(avg(place), 1) AS mean_place, topK(1)(offer.2)[1] AS reason
FROM (
    SELECT arraySlice(arrayFilter(each -> NOT has(had, each.1), told), 1, 10) AS offered
    FROM (
        SELECT customer, argMax(arrayZip(CAST(products, 'Array(String)'), arrayResize(reasons, length(products), '')), (at, baskets)) AS told
        FROM similar_customers
        WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), customer))
        GROUP BY customer
    ) AS offers
    LEFT JOIN (
        SELECT assumeNotNull(coalesce(customer, visitor)) AS who, groupUniqArray(CAST(product, 'String')) AS had
        FROM order_lines
        WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND treatment = 'sale' AND coalesce(customer, visitor) IS NOT NULL
            AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
        GROUP BY who
    ) AS lines ON offers.customer = lines.who
)
ARRAY JOIN offered AS offer, arrayEnumerate(offered) AS place
GROUP BY label ORDER BY value DESC, mean_place, label LIMIT 50
