-- title: Comments of a customer
-- unit: stars
-- meaning: Comments of the period, the newest first, with their stars (none: not rated), product and tone. For one customer, or of all who are named; e-mail addresses and numbers are masked.
-- kind: table
-- lines: apart
-- better: higher
-- samples: comments
-- minimum: 1
-- phrases: comments of a customer; what did this customer say; what did this customer write; reviews of a customer; did this customer complain; opinion of this customer; feedback of a customer; reviews by this customer
SELECT substring(if(title = '', text, concat(title, ': ', text)), 1, 240) AS label, rating AS value, 1 AS samples, coalesce(customer, visitor) AS buyer, CAST(product, 'String') AS about,
    multiIf(lexicon >= 0.05, 'positive', lexicon <= -0.05, 'negative', 'neutral') AS tone_of_words, substring(toString(toDateTime(at, 'UTC')), 1, 16) AS written
FROM reviews
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND coalesce(customer, visitor) IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
ORDER BY at DESC, label LIMIT 100
