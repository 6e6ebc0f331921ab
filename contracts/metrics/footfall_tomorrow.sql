-- title: The next 24 hours
-- unit: people
-- meaning: People expected in each of the 24 hours after the period's newest one, all places together.
-- kind: bars
-- better: neither
-- samples: hours of places
-- minimum: 1
-- model: footfall
-- ahead: true
-- phrases: the next 24 hours; when will it be busy tomorrow; footfall of the next hours; busiest hour tomorrow; how busy will it get; hours of tomorrow; expected people by hour; when should i have more staff tomorrow; how will the day go
SELECT concat(dateName('weekday', at + INTERVAL 24 HOUR), ' ', leftPad(toString(toHour(at + INTERVAL 24 HOUR)), 2, '0'), ':00') AS label, round(sum(tomorrow_expected)) AS value, count() AS samples,
    round(sum(tomorrow_low)) AS low, round(sum(tomorrow_high)) AS high
FROM footfall_hours
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND at > {to:DateTime64(3, 'UTC')} - INTERVAL 25 HOUR
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
    AND tomorrow_expected IS NOT NULL
GROUP BY at ORDER BY at
