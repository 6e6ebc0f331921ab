-- title: Customer profile
-- unit: currency
-- meaning: What is known of a customer by their orders, at the end of the period: what they spent net of what came back, their RFM group and scores (recency, frequency, money; 5 the best fifth), the chance that they order again within 90 days (until 91 have passed from orders alone, and unproven), what they are expected to spend; of all customers, those who ordered last come first.
-- kind: table
-- better: neither
-- samples: orders
-- minimum: 1
-- model: buys again
-- phrases: customer profile; show customer; tell me about this customer; what do we know about this customer; customer card; profile of a customer; who is this customer; details of a customer; everything about customer
SELECT customer AS label, round(newest.3, 2) AS value, newest.2 AS samples, CAST(newest.1, 'String') AS rfm_group, concat(toString(newest.9), '-', toString(newest.10), '-', toString(newest.11)) AS rfm_scores,
    round(100 * newest.4, 1) AS buys_again_percent, newest.5 AS expected_value_a_quarter, newest.6 AS expected_value_a_year, newest.12 AS returned_worth,
    substring(toString(newest.8), 1, 10) AS first_order, substring(toString(newest.7), 1, 10) AS last_order, CAST(newest.13, 'String') AS customer_country
FROM (
    SELECT customer, argMax((rfm_group, frequency, monetary, p_again, expected_90, expected_365, last, first, r_score, f_score, m_score, returned, country), (at, origin_offset, origin_index)) AS newest
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), customer))
    GROUP BY customer
)
ORDER BY newest.7 DESC, label LIMIT 100
