-- title: Sentiment by department
-- unit: %
-- meaning: Share of each department's (category's) comments in words that are positive, the most positive first, with the share that are negative and the satisfaction by stars.
-- kind: bars
-- better: higher
-- samples: comments in words
-- minimum: 20
-- phrases: sentiment by department; sentiment by category; which department has the best comments; which category do customers like best; which department gets the worst comments; mood by department; where are customers unhappy; comments by department
SELECT category AS label, round(100 * countIf(kind = 'positive') / count(), 2) AS value, count() AS samples,
    round(100 * countIf(kind = 'negative') / count(), 2) AS negative_percent,
    if(countIf(rating IS NOT NULL) = 0, NULL, round(100 * countIf(rating >= 4) / countIf(rating IS NOT NULL), 2)) AS satisfied_percent
FROM review_sentiments
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND category != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY label ORDER BY value DESC, label LIMIT 50
