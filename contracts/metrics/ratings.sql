-- title: Ratings
-- unit: ratings
-- meaning: How many ratings of each number of stars, half stars rounded, with their share of all.
-- kind: bars
-- better: neither
-- samples: ratings
-- minimum: 10
-- phrases: ratings; distribution of ratings; how many five star reviews; how many stars do we get; star ratings; how many one star ratings; breakdown of ratings; ratings by stars
SELECT multiIf(round(rating) = 1, '1 star', concat(toString(round(rating)), ' stars')) AS label, count() AS value, count() AS samples,
    round(100 * count() / sum(count()) OVER (), 2) AS share_percent
FROM reviews
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND rating IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY label ORDER BY value DESC, label
