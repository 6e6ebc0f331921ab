-- title: Footfall by place
-- unit: people
-- meaning: People who came in through each door; of a street, which has no inside, those who passed. A door that a camera and a sensor both count is counted by their mean.
-- kind: bars
-- better: higher
-- samples: counts
-- minimum: 1
-- phrases: footfall by place; which door is used most; busiest entrance; which street is busiest; people by door; footfall by entrance; which place has the most people; busiest places; compare the entrances; where do most people come in
SELECT place AS label, round(avg(people)) AS value, sum(counts) AS samples, round(100 * value / sum(value) OVER (), 2) AS share_percent
FROM (
    SELECT place, device, coalesce(sum(entered), sum(passed), sum(left)) AS people, count() AS counts
    FROM footfall
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
    GROUP BY place, device
)
GROUP BY place ORDER BY value DESC, label
