-- title: Footfall and what was expected
-- unit: people
-- meaning: People who came, beside what had been expected of the same hours the day before; of nine hours in ten of one place the count lies between low and high. Over several places or hours both limits are added up, so that more than nine in ten lie between.
-- kind: timeseries
-- better: neither
-- samples: hours of places
-- minimum: 1
-- beside: expected, low, high
-- model: footfall
-- phrases: footfall and what was expected; footfall forecast against actual; did as many people come as expected; were there more people than expected; footfall compared with the forecast; expected and actual footfall; how good is the footfall forecast; was it busier than expected; forecast of footfall
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, sum(people) AS value, count() AS samples,
    round(sum(footfall_hours.expected)) AS expected, round(sum(footfall_hours.low)) AS low, round(sum(footfall_hours.high)) AS high
FROM footfall_hours
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
    AND footfall_hours.expected IS NOT NULL
GROUP BY t ORDER BY t
