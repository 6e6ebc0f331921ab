-- title: Segments over time
-- unit: %
-- meaning: Share of sessions that fell into each shopper segment (y) in each twelfth of the period (x, when it begins).
-- kind: heatmap
-- better: neither
-- samples: sessions
-- minimum: 100
-- phrases: segments over time; how do the segments develop; size of segments over time; which segment grows; which segment shrinks; are the segments changing; trend of the segments; segment shares over time
WITH greatest(1, intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) + 11, 12)) AS part
SELECT substring(toString(toDateTime(toStartOfInterval(start, toIntervalSecond(part), {from:DateTime64(3, 'UTC')}), 'UTC')), if(part >= 43200, 1, 6), if(part >= 43200, 10, 11)) AS x,
    argMax(latest, start) AS y, round(100 * count() / sum(count()) OVER (PARTITION BY x), 2) AS value, count() AS samples
FROM (
    SELECT start, segment, last_value(name) OVER (PARTITION BY segment ORDER BY start, session ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS latest
    FROM session_segments
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
)
GROUP BY x, segment ORDER BY y, x LIMIT 2000
