-- title: Steps of buyers
-- unit: x
-- meaning: Steps from page to page that sessions which buy take more often, or less often, than others: value is the share of buying sessions that take the step, divided by the share of the rest (each with one visit more that takes it, or never would be without end; at most 1,000); the largest differences between the two shares come first.
-- kind: table
-- better: neither
-- samples: sessions
-- minimum: 100
-- phrases: paths of buyers; how do buyers move differently; what do buyers do differently; path difference between buyers and others; which steps lead to a purchase; journeys of buyers; what do customers do before they buy; which pages lead to a sale
WITH
    visits AS (
        SELECT session, arrayDistinct(arrayZip(arrayPopBack(pages), arrayPopFront(pages))) AS steps, bought
        FROM (
            SELECT session, arrayCompact(arrayMap(visited -> visited.3, arraySort(groupArrayIf((at, origin_offset, page), page != '')))) AS pages, max(type = 'purchase') AS bought
            FROM clicks
            WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} + INTERVAL 1 DAY
                AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
                AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
                AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
            GROUP BY session
            -- visits that began in the period, with all of their steps
            HAVING min(at) < {to:DateTime64(3, 'UTC')} AND max(entry)
                AND max({category:String} = '' OR has(splitByChar(',', {category:String}), category))
                AND max({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        )
    ),
    (SELECT (countIf(bought), countIf(NOT bought)) FROM visits) AS totals
SELECT concat(step.1, ' → ', step.2) AS label,
    round(least(1000, (countIf(bought) + 1) / (totals.1 + 2) / ((countIf(NOT bought) + 1) / (totals.2 + 2))), 2) AS value, count() AS samples,
    round(100 * countIf(bought) / totals.1, 2) AS of_buyers_percent, round(100 * countIf(NOT bought) / totals.2, 2) AS of_others_percent
FROM visits ARRAY JOIN steps AS step
WHERE totals.1 > 0 AND totals.2 > 0
GROUP BY step ORDER BY abs(countIf(bought) / totals.1 - countIf(NOT bought) / totals.2) DESC, label LIMIT 30
