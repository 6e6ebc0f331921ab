-- title: Sentiment by aspect
-- unit: %
-- meaning: Of the comments that are for or against an aspect, the share that are for it, the most liked first. Aspects are named by the words of a table that can be edited; sentiment is that of the part of the comment that names it.
-- kind: bars
-- better: higher
-- samples: comments for or against
-- minimum: 20
-- phrases: sentiment by aspect; what do customers like and dislike; how do customers find the fit; what do customers think of the quality; sentiment about price; opinion on the fabric; aspects of the comments; what do people think about the size; how is our delivery rated
SELECT aspect AS label, round(100 * countIf(said = 'positive') / count(), 2) AS value, count() AS samples, countIf(said = 'positive') AS positive,
    countIf(said = 'negative') AS negative
FROM review_sentiments
ARRAY JOIN aspects AS aspect, aspect_kinds AS said
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND said != 'neutral'
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY label ORDER BY value DESC, label LIMIT 50
