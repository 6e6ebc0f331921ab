-- title: Gender that visitors declared
-- unit: visitors
-- meaning: Genders of visitors of the web shop, from their profile: what they declared themselves. Groups of fewer than five are hidden, and nobody is guessed.
-- kind: bars
-- better: neither
-- samples: visitors who declared it
-- minimum: 20
-- phrases: gender that visitors declared; gender of online visitors; visitors by gender; do more women or men visit the site; gender split of web shop visitors; online audience by gender; declared gender; are our online customers men or women
SELECT gender AS label, uniqExact(coalesce(customer, visitor, session)) AS value, uniqExact(coalesce(customer, visitor, session)) AS samples,
    round(100 * value / sum(value) OVER (), 1) AS share_percent, round(100 * countIf(orders > 0) / count(), 2) AS buying_visits_percent
FROM sessions
WHERE gender != '' AND source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label HAVING value >= 5 ORDER BY value DESC, label
