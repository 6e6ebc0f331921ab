-- title: Complaints
-- unit: % of comments
-- meaning: Share of the comments in words that are against each aspect (fit, size, fabric, price, ...), the most frequent first; mentions: comments that name it at all.
-- kind: bars
-- better: lower
-- samples: comments against it
-- minimum: 5
-- phrases: complaints; what do people complain about; what are the complaints about; what do customers complain about most; what are customers unhappy about; main complaints; why are customers dissatisfied; what do customers dislike; most common complaints; what is wrong with our products; reasons for bad reviews
SELECT aspect AS label, round(100 * countIf(said = 'negative') / any(comments_in_words), 2) AS value, countIf(said = 'negative') AS samples, count() AS mentions
FROM (
    SELECT aspects, aspect_kinds, count() OVER () AS comments_in_words
    FROM review_sentiments
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
)
ARRAY JOIN aspects AS aspect, aspect_kinds AS said
GROUP BY label HAVING samples > 0 ORDER BY value DESC, label LIMIT 50
