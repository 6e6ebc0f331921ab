-- title: Best customers
-- unit: currency
-- meaning: Who has spent most so far, net of what came back (but for what came back before their first order here), with their orders, their RFM group, the chance that they order again within 90 days (until 91 have passed from orders alone, and unproven) and what they are expected to spend in a year, as known at the end of the period.
-- kind: table
-- lines: apart
-- better: higher
-- samples: orders
-- minimum: 1
-- model: buys again
-- phrases: best customers; who are our best customers; most valuable customers; who spends most; top customers; which customers bring most money; biggest customers; customers by revenue; who are our champions; vip customers
SELECT customer AS label, round(newest.3, 2) AS value, newest.2 AS samples, CAST(newest.1, 'String') AS rfm_group, dateDiff('day', newest.7, {to:DateTime64(3, 'UTC')}) AS silent_days,
    round(100 * newest.4, 1) AS buys_again_percent, newest.6 AS expected_value_a_year
FROM (
    SELECT customer, argMax((rfm_group, frequency, monetary, p_again, expected_90, expected_365, last), (at, origin_offset, origin_index)) AS newest
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY customer
)
ORDER BY value DESC, label LIMIT 100
