-- title: Customer satisfaction
-- unit: %
-- meaning: CSAT: share of the ratings that are 4 or 5 of 5 stars, words or not.
-- kind: timeseries
-- better: higher
-- samples: ratings
-- minimum: 20
-- phrases: customer satisfaction; how satisfied are customers; how satisfied are our customers; csat; satisfaction score; are our customers happy; share of satisfied customers; how happy are customers; satisfaction
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(rating >= 4) / count() AS value, count() AS samples, round(avg(rating), 2) AS average_rating
FROM reviews
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND rating IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
