-- title: Visits a visitor
-- unit: visitors
-- meaning: How many visits each visitor made in the period.
-- kind: bars
-- better: neither
-- samples: visitors
-- minimum: 30
-- phrases: visits per visitor; visit frequency; how often does the same visitor come; how many visits does a visitor make; how many times do people visit; frequency of visits; loyal visitors; how many come more than once
SELECT multiIf(visits = 1, '1 visit', visits = 2, '2 visits', visits <= 4, '3-4 visits', visits <= 9, '5-9 visits', '10 or more') AS label,
    count() AS value, count() AS samples, round(100 * count() / sum(count()) OVER (), 2) AS share_percent, round(avg(minutes), 1) AS minutes_a_visitor
FROM (
    SELECT visitor, count() AS visits, sum(duration) / 60 AS minutes
    FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
        AND visitor IS NOT NULL
    GROUP BY visitor
)
GROUP BY label ORDER BY min(visits)
