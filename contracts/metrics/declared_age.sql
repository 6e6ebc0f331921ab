-- title: Age that visitors declared
-- unit: visitors
-- meaning: Age bands of visitors of the web shop, from the age in their profile: what they declared themselves. Bands of fewer than five are hidden, and nobody is guessed.
-- kind: bars
-- better: neither
-- samples: visitors who declared it
-- minimum: 20
-- phrases: age that visitors declared; how old are our online visitors; age of online customers; visitors by age; age groups of web shop visitors; online audience by age; which age groups visit the site; declared age
SELECT multiIf(age < 18, 'under 18', age < 25, '18-24', age < 35, '25-34', age < 45, '35-44', age < 55, '45-54', age < 65, '55-64', '65 and over') AS label,
    uniqExact(coalesce(customer, visitor, session)) AS value, uniqExact(coalesce(customer, visitor, session)) AS samples,
    round(100 * value / sum(value) OVER (), 1) AS share_percent, round(100 * countIf(orders > 0) / count(), 2) AS buying_visits_percent
FROM sessions
WHERE age IS NOT NULL AND source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
GROUP BY label HAVING value >= 5 ORDER BY min(age)
