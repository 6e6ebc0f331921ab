-- title: Sentiment of comments
-- unit: %
-- meaning: Share of the comments in words that are positive, beside the share that are negative; the rest is neutral. By a model that starts from a lexicon and learns from stars and recommendations, each comment judged before it was learned from.
-- kind: timeseries
-- beside: negative
-- better: higher
-- samples: comments in words
-- minimum: 20
-- phrases: sentiment; sentiment of comments; how do customers feel; mood of the comments; share of positive comments; are the comments positive; how positive are the reviews; customer sentiment over time; what is the mood of our customers
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(kind = 'positive') / count() AS value, count() AS samples, 100 * countIf(kind = 'negative') / count() AS negative
FROM review_sentiments
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
