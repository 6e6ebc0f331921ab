-- title: Movement between customer segments
-- unit: visitors
-- meaning: Visitors who moved from one customer segment to another in the period: from the segment before their first visit of the period to that after their last.
-- kind: sankey
-- better: neither
-- samples: visitors
-- minimum: 30
-- phrases: movement between segments; how do customers move between segments; who became a buyer; segment migration; did customers change their segment; customers moving up; which segments gain customers; segment changes
SELECT concat('before: ', before) AS origin, concat('now: ', now) AS target, count() AS value, count() AS samples
FROM (
    SELECT argMin(if(previous = 0, 'new', previous_name), at) AS before, argMin(previous, at) AS before_segment,
        argMax(name, at) AS now, argMax(segment, at) AS segment_now
    FROM customer_segments
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY visitor
    HAVING segment_now != 0 AND before_segment != segment_now
)
GROUP BY origin, target ORDER BY value DESC, origin, target LIMIT 40
