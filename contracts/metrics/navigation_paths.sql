-- title: Navigation paths
-- unit: sessions
-- meaning: Where sessions go in their first five steps, page by page (the same page again is no step); how many sessions take each way. The most taken ways.
-- kind: sankey
-- lines: overlapping
-- better: neither
-- samples: sessions
-- minimum: 50
-- phrases: navigation paths; paths through the shop; customer journey; user journeys; how do people move through the shop; which way do visitors take; where do people go after the first page; click paths; typical journeys
WITH paths AS (
    SELECT arraySlice(arrayCompact(arrayMap(visited -> visited.3, arraySort(groupArrayIf((at, origin_offset, page), page != '')))), 1, 6) AS pages
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
SELECT concat(toString(way.1), ' ', way.2) AS origin, concat(toString(way.1 + 1), ' ', way.3) AS target, count() AS value, count() AS samples
FROM paths
ARRAY JOIN arrayMap((step, page, next) -> (step, page, next), arrayEnumerate(arrayPopBack(pages)), arrayPopBack(pages), arrayPopFront(pages)) AS way
GROUP BY origin, target ORDER BY value DESC, origin, target LIMIT 40
