-- title: Retention
-- unit: %
-- meaning: Of the visitors whose first visit fell into a week (y, week of the period), the share that came again x weeks later. Week 0 holds those who came again within the same week.
-- kind: heatmap
-- better: higher
-- samples: visitors
-- minimum: 30
-- phrases: retention; retention by cohort; how many visitors stay with us; do visitors come back after weeks; cohort retention; weekly retention; how loyal are new visitors; cohorts
WITH
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
    ),
    cohorts AS (SELECT intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, first), 604800) AS cohort, count() AS size FROM firsts GROUP BY cohort)
SELECT x, y, round(100 * count() / any(size), 2) AS value, any(size) AS samples
FROM (
    SELECT visitor, intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, first), 604800) AS y,
        arrayJoin(arrayDistinct(arrayMap(visit -> intDiv(dateDiff('second', first, visit), 604800), again))) AS x
    FROM firsts
) AS came
INNER JOIN cohorts ON came.y = cohorts.cohort
GROUP BY x, y ORDER BY y, x LIMIT 2000
