-- title: Newest negative comments
-- unit: % unsatisfied
-- meaning: The newest comments that are negative, how likely their author is unsatisfied, and what they are against: to act on. E-mail addresses, phone and card numbers are masked.
-- kind: table
-- lines: apart
-- better: neither
-- samples: comments
-- minimum: 1
-- phrases: newest negative comments; negative comments; bad comments; latest complaints; show me unhappy customers; latest bad reviews; which comments need an answer; recent negative reviews; who is complaining right now; read the bad reviews
SELECT if(lengthUTF8(words) > 280, concat(substringUTF8(words, 1, 279), '…'), words) AS label, round(100 * (1 - said.probability), 1) AS value, 1 AS samples,
    arrayStringConcat(arrayFilter((aspect, about) -> about = 'negative', said.aspects, said.aspect_kinds), ', ') AS against,
    said.product AS product, said.category AS category, said.rating AS rating, said.customer AS customer, said.at AS written
FROM (
    SELECT * FROM review_sentiments
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND kind = 'negative'
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), customer))
    ORDER BY at DESC, event LIMIT 50
) AS said
ANY LEFT JOIN (
    SELECT event, if(title = '', text, concat(title, ': ', text)) AS words FROM reviews
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
) AS written ON said.event = written.event
ORDER BY said.at DESC, said.event
