-- title: Retention
-- unit: %
-- meaning: Of the visitors whose first visit fell into a week of the period (y), the share that came again x weeks after it; 0: within seven days. Each week counts the visitors for whom it is over.
-- kind: heatmap
-- lines: overlapping
-- better: higher
-- samples: visitors
-- minimum: 30
-- phrases: retention; retention by cohort; how many visitors stay with us; do visitors come back after weeks; cohort retention; weekly retention; how loyal are new visitors; cohorts
WITH
    (SELECT least({to:DateTime64(3, 'UTC')}, max(start)) FROM sessions WHERE source = {source:String}) AS known,
    firsts AS (
        SELECT visitor, min(start) AS first, arrayPopFront(arraySort(groupArray(start))) AS again
        FROM sessions
        WHERE source = {source:String} AND start < {to:DateTime64(3, 'UTC')} AND visitor IS NOT NULL
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
        GROUP BY visitor
        HAVING first >= {from:DateTime64(3, 'UTC')}
    )
SELECT way.1 AS x, y, round(100 * countIf(way.2) / count(), 2) AS value, count() AS samples
FROM (
    SELECT intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, first), 604800) AS y,
        arrayMap(visit -> intDiv(dateDiff('second', first, visit), 604800), again) AS weeks,
        -- only weeks that are over: who could not come back yet has not stayed away
        arrayJoin(arrayMap(week -> (week, has(weeks, week)), range(intDiv(dateDiff('second', first, known), 604800)))) AS way
    FROM firsts
)
GROUP BY x, y ORDER BY y, x LIMIT 2000
