-- title: Customers at risk
-- unit: currency
-- meaning: Customers who ordered often and have stayed away (RFM groups at risk and can't lose, by rank among all customers) and of whom it is not likelier than not that they order again within 90 days, by what they spent so far, net of what came back, as known at the end of the period. Whom to win back first. Until 91 days have passed the chance is told from orders alone (BG/NBD), and unproven.
-- kind: table
-- lines: apart
-- better: lower
-- samples: orders
-- minimum: 1
-- model: buys again
-- phrases: customers at risk; which customers are at risk; who is about to leave us; churning customers; customers we are losing; whom should we win back; good customers who stay away; who has not ordered for long; churn risk; customers that we can't lose
SELECT customer AS label, round(newest.3, 2) AS value, newest.2 AS samples, CAST(newest.1, 'String') AS rfm_group, dateDiff('day', newest.7, {to:DateTime64(3, 'UTC')}) AS silent_days,
    round(100 * newest.4, 1) AS buys_again_percent, newest.5 AS expected_value_a_quarter
FROM (
    SELECT customer, argMax((rfm_group, frequency, monetary, p_again, expected_90, expected_365, last), (at, origin_offset, origin_index)) AS newest
    FROM customer_values
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY customer
)
WHERE newest.1 IN ('at risk', 'can\'t lose') AND coalesce(newest.4, 0) < 0.5
ORDER BY value DESC, label LIMIT 100
