-- title: Busiest hours
-- unit: people an hour
-- meaning: People who came in in an hour, in the mean over such hours, all places together; x: hour of the day, y: weekday, on the clock of the source's stamps.
-- kind: heatmap
-- better: neither
-- samples: hours of places
-- minimum: 24
-- phrases: busiest hours; when is the store busiest; at what time do most people come; busiest time of the week; quietest hours; when is it quiet; peak hours; footfall by weekday and hour; when do people come; busiest day of the store; busiest weekday in the store; what time is the rush
SELECT leftPad(toString(toHour(at)), 2, '0') AS x, dateName('weekday', at) AS y, round(sum(people) / uniqExact(at), 1) AS value, count() AS samples
FROM footfall_hours
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
GROUP BY x, y ORDER BY min(toDayOfWeek(at)), x
