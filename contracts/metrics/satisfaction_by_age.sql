-- title: Satisfaction by age
-- unit: %
-- meaning: CSAT, the share of 4 and 5 stars, by the age that customers state themselves. Groups of fewer than five ratings are hidden.
-- kind: bars
-- better: higher
-- samples: ratings
-- minimum: 20
-- phrases: satisfaction by age; how satisfied are young customers; satisfaction of age groups; csat by age; which age group is happiest; which age group is least satisfied; ratings by age; are older customers more satisfied
SELECT multiIf(age < 25, 'under 25', age < 35, '25 to 34', age < 45, '35 to 44', age < 55, '45 to 54', age < 65, '55 to 64', '65 and over') AS label,
    round(100 * countIf(rating >= 4) / count(), 2) AS value, count() AS samples, round(avg(rating), 2) AS average_rating
FROM reviews
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND rating IS NOT NULL AND age IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY label HAVING samples >= 5 ORDER BY value DESC, label
