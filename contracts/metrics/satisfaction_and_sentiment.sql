-- title: Satisfaction against sentiment
-- unit: points
-- meaning: Share of 4 and 5 stars less the share of positive comments, in percentage points, over comments with both stars and words. Above 0 people give more stars than their words let expect; below 0 they write better than they rate.
-- kind: timeseries
-- better: neither
-- samples: comments with stars and words
-- minimum: 50
-- phrases: satisfaction against sentiment; difference between stars and comments; do the stars match the words; do ratings agree with the comments; gap between rating and sentiment; csat compared with text sentiment; do people rate better than they write
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * (countIf(rating >= 4) - countIf(kind = 'positive')) / count() AS value, count() AS samples,
    round(100 * countIf(rating >= 4) / count(), 1) AS satisfied_percent, round(100 * countIf(kind = 'positive') / count(), 1) AS positive_percent
FROM review_sentiments
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND rating IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
