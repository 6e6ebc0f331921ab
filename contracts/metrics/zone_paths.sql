-- title: Ways between zones
-- unit: people
-- meaning: From which zone of the floor people step into which, where the camera saw both. Origins are on the left, targets on the right.
-- kind: sankey
-- better: neither
-- samples: moves between zones
-- minimum: 20
-- phrases: ways between zones; paths between zones; how do people move through the store; where do people go from the entrance; store journey; flow between departments; floor paths; traffic flow in the store
SELECT previous AS origin, zone AS target, count() AS value, count() AS samples
FROM zone_visits
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND previous != ''
    AND ({zone:String} = '' OR has(splitByChar(',', {zone:String}), zone) OR has(splitByChar(',', {zone:String}), previous))
GROUP BY origin, target ORDER BY value DESC, origin, target LIMIT 40
