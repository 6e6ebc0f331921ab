-- title: Products complained about
-- unit: % negative
-- meaning: Share of a product's comments in words that are negative; those first that have the most negative comments beyond what is usual for so many, with what is complained about most.
-- kind: table
-- lines: apart
-- better: lower
-- samples: comments in words
-- minimum: 10
-- phrases: products complained about; which products get the most complaints; worst reviewed products; which products do customers dislike; products with bad comments; which products disappoint; sentiment by product; products with negative reviews; worst products by comments
SELECT product AS label, round(100 * countIf(kind = 'negative') / count(), 1) AS value, count() AS samples, countIf(kind = 'negative') AS negative,
    round(countIf(kind = 'negative') - count() * sum(countIf(kind = 'negative')) OVER () / sum(count()) OVER (), 1) AS beyond_usual,
    arrayStringConcat(topKArray(2)(CAST(arrayFilter((aspect, said) -> said = 'negative', aspects, aspect_kinds), 'Array(String)')), ', ') AS about,
    round(avg(rating), 2) AS average_rating, any(category) AS department
FROM review_sentiments
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND product != ''
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY label ORDER BY beyond_usual DESC, label LIMIT 50
