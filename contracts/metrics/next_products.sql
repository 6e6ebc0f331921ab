-- title: Next products
-- unit: looks
-- meaning: Products that running sessions are expected to look at next: probabilities summed over the newest suggestion to each session of the period. Foreseen at a session's 3rd, 9th, 27th, ... look; filtered by product: for sessions that looked at it last.
-- kind: bars
-- better: neither
-- samples: suggestions
-- minimum: 30
-- model: next product
-- phrases: next products; what will people look at next; which products to suggest now; suggestions for running sessions; what should we recommend right now; products likely to be clicked next; what to show next; predicted next clicks
SELECT suggested.1 AS label, round(sum(suggested.2), 2) AS value, count() AS samples, round(100 * avg(suggested.2), 1) AS mean_probability_percent
FROM (
    SELECT argMax(arrayZip(CAST(products, 'Array(String)'), probabilities), looks) AS newest
    FROM suggestions
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    GROUP BY session
)
ARRAY JOIN newest AS suggested
GROUP BY label ORDER BY value DESC, label LIMIT 50
