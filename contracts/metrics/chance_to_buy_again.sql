-- title: Chance to buy again
-- unit: customers
-- meaning: Customers by the probability that they order again within 90 days, and what they are expected to spend in these, as known at the end of the period. Learned from what came of earlier promises; before the first answer, after 91 days, told from orders alone (BG/NBD).
-- kind: bars
-- better: neither
-- samples: customers
-- minimum: 20
-- model: buys again
-- ahead: true
-- phrases: chance to buy again; probability to buy again; how many customers will buy again; who will order again within 90 days; likelihood of another order; how likely are customers to come back; probability of a repeat purchase; will our customers buy again; repurchase probability
SELECT concat(toString(10 * tenth), ' to ', toString(10 * tenth + 10), ' in 100') AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    round(sum(newest.2), 2) AS expected_value, round(avg(newest.3), 1) AS orders_a_customer
FROM (
    SELECT customer, argMax((p_again, expected_90, frequency), (at, origin_offset, origin_index)) AS newest, least(9, toUInt8(floor(10 * newest.1))) AS tenth
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY customer HAVING newest.1 IS NOT NULL
)
GROUP BY tenth ORDER BY tenth DESC
