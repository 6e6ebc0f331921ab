-- title: Customer segments
-- unit: visitors
-- meaning: How visitors group by all their visits: how often they come, how deep they go, what they put in carts and buy. A visitor counts once, by the segment after the last visit of the period.
-- kind: bars
-- better: neither
-- samples: visitors
-- minimum: 100
-- phrases: customer segments; which kinds of customers do we have by their visits; segments of customers; groups of customers by their history; how loyal are our customers by group; types of customers; how do customers group; how many repeat buyers are there; profile of our customers
SELECT argMax(name, at) AS label, count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent,
    round(avg(visits), 2) AS visits_a_visitor, round(avg(orders), 2) AS orders_a_visitor, round(avg(spent), 2) AS spent_a_visitor
FROM (
    SELECT visitor, argMax(segment, s.at) AS segment, argMax(name, s.at) AS name, max(s.at) AS at, argMax(visits, s.at) AS visits,
        argMax(orders, s.at) AS orders, argMax(spent, s.at) AS spent
    FROM customer_segments AS s
    WHERE source = {source:String} AND s.at >= {from:DateTime64(3, 'UTC')} AND s.at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY visitor
)
GROUP BY segment ORDER BY value DESC, label
