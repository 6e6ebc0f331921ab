-- title: RFM groups
-- unit: customers
-- meaning: Customers by how lately and how often they ordered, each as a fifth of all customers (RFM): champions order often and did lately, at risk and can't lose ordered often and have stayed away, hibernating and lost came seldom and long ago. As known at the end of the period.
-- kind: bars
-- better: neither
-- samples: customers
-- minimum: 20
-- model: buys again
-- phrases: rfm groups; rfm segments; how many champions do we have; customer groups by their orders; which customers are loyal; how many loyal customers do we have; how many customers did we lose; recency frequency monetary; groups of customers by recency and frequency
SELECT CAST(newest.1, 'String') AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent, round(sum(newest.3), 2) AS spent,
    round(avg(newest.2), 1) AS orders_a_customer, round(100 * avg(newest.4), 1) AS chance_to_buy_again_percent
FROM (
    SELECT customer, argMax((rfm_group, frequency, monetary, p_again), (at, origin_offset, origin_index)) AS newest
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY customer
)
GROUP BY label ORDER BY value DESC, label
