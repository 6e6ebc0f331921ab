-- title: Expected customer value
-- unit: currency
-- meaning: What a customer of each RFM group is expected to spend in the next 12 months, on average: expected orders (BG/NBD) times the expected worth of one (gamma-gamma), net of returns; total: of all of the group. As known at the end of the period.
-- kind: bars
-- better: higher
-- samples: customers
-- minimum: 20
-- model: buys again
-- ahead: true
-- phrases: expected customer value; customer lifetime value; what are our customers worth; customer value; how much will customers spend; clv; expected spending of customers; value of a customer; what will a customer bring next year
SELECT CAST(newest.1, 'String') AS label, round(avg(newest.3), 2) AS value, count() AS samples, round(sum(newest.3), 2) AS expected_value_total, round(avg(newest.2), 2) AS expected_value_a_quarter,
    round(avg(newest.4), 2) AS spent_so_far
FROM (
    SELECT customer, argMax((rfm_group, expected_90, expected_365, monetary), (at, origin_offset, origin_index)) AS newest
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY customer HAVING newest.3 IS NOT NULL
)
GROUP BY label ORDER BY value DESC, label
