-- title: Praise
-- unit: % of comments
-- meaning: Share of the comments in words that are for each aspect (fit, size, fabric, price, ...), the most frequent first; mentions: comments that name it at all.
-- kind: bars
-- better: higher
-- samples: comments for it
-- minimum: 5
-- phrases: praise; what do people praise; what do customers like; what do customers love; what are customers happy about; what is praised most; why are customers satisfied; most common praise; what do people like about our products; reasons for good reviews
SELECT aspect AS label, round(100 * countIf(said = 'positive') / any(comments_in_words), 2) AS value, countIf(said = 'positive') AS samples, count() AS mentions
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
