-- title: Unusual hours
-- unit: people
-- meaning: Hours in which more or fewer people came than in 199 of 200 hours, as expected the day before: about one false alarm must be expected in 200 hours of a place where nothing happens. The newest first.
-- kind: table
-- lines: apart
-- better: neither
-- samples: hours
-- minimum: 1
-- model: footfall
-- phrases: unusual hours; was anything unusual in the store; unusual footfall; unexpected crowds; footfall anomalies; when were there far more people than usual; when did hardly anybody come; anything odd about the number of people; surprising hours
SELECT concat(place, ', ', toString(toDate(at)), ' ', leftPad(toString(toHour(at)), 2, '0'), ':00') AS label, people AS value, 1 AS samples, unusual AS than_usual,
    footfall_hours.expected AS expected, footfall_hours.low AS low, footfall_hours.high AS high
FROM footfall_hours
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
    AND unusual != ''
ORDER BY at DESC, label LIMIT 500
