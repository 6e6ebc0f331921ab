-- title: Changes of footfall
-- unit: % more
-- meaning: When the number of people a day changed for longer than some days, by place and for all of them together: by how much, from how many a day, and when it was sure.
-- kind: table
-- better: higher
-- samples: days looked at
-- minimum: 3
-- model: footfall
-- phrases: changes of footfall; when did footfall change; did the number of people drop; since when do fewer people come; did footfall fall; when did the store get quieter; lasting changes in footfall; when did footfall rise; has footfall changed
SELECT if(place = '', 'all places', place) AS label, round(100 * (ratio - 1), 1) AS value, toUInt64(round(dateDiff('second', since, at) / 86400)) AS samples,
    toDate(since) AS changed_on, toDate(at - INTERVAL 1 SECOND) AS known_on, round(before) AS a_day_before, round(after) AS a_day_since
FROM footfall_changes
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
ORDER BY at DESC, place = '' DESC, label
