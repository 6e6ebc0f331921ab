-- title: Conversion by country
-- unit: %
-- meaning: Share of sessions that bought, by country, with the share of each step before it and what a visitor spends before anything comes back.
-- kind: table
-- lines: apart
-- better: higher
-- samples: sessions
-- minimum: 100
-- phrases: conversion by country; which country converts best; where do buyers live; which countries buy; conversion per country; funnel by country; best converting country; revenue a visitor by country
SELECT if(country = '', 'unknown', country) AS label, round(100 * countIf(orders > 0) / count(), 2) AS value, count() AS samples,
    round(100 * countIf(furthest_step != 'view') / count(), 2) AS cart_percent,
    round(100 * countIf(furthest_step IN ('checkout', 'purchase')) / count(), 2) AS checkout_percent,
    if(countIf(checkout_at IS NOT NULL) > 0, round(100 * countIf(orders > 0 AND checkout_at IS NOT NULL) / countIf(checkout_at IS NOT NULL), 2), NULL) AS checkout_completion_percent,
    round(sum(revenue) / uniqExact(coalesce(visitor, session)), 2) AS revenue_a_visitor
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY label ORDER BY samples DESC, label LIMIT 30
