-- title: Motion
-- unit: % of the time
-- meaning: In what share of the period something moved in front of each place's motion sensors. They tell that somebody is there, not how many.
-- kind: bars
-- better: neither
-- samples: spells of motion
-- minimum: 5
-- phrases: motion; where does something move; motion sensors; how long was there motion; active time by place; where is most motion; activity by place; is somebody in the stock room; share of time with motion
SELECT place AS label, round(100 * sum(seconds) / (uniqExact(sensor) * greatest(1, dateDiff('second', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}))), 2) AS value,
    count() AS samples, round(sum(seconds) / 3600, 2) AS hours, max(at) AS newest
FROM motion_spells
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
GROUP BY place ORDER BY value DESC, label
