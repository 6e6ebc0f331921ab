-- title: People expected
-- unit: people
-- meaning: How many people are expected in the 24 hours after the period's newest hour, and by each place the next hour; of nine hours in ten of one place the count lies between low and high, which are added up here.
-- kind: table
-- better: higher
-- samples: hours foreseen
-- minimum: 1
-- model: footfall
-- ahead: true
-- phrases: people expected; how many people will come tomorrow; expected footfall; how many visitors do we expect in the store; footfall tomorrow; how many people will come; forecast of people in the store; will it be busy tomorrow; how many people do you expect; people expected in the next hour
SELECT if(place = '', 'all places', place) AS label, round(sum(tomorrow_expected)) AS value, count() AS samples, round(sum(tomorrow_low)) AS low,
    round(sum(tomorrow_high)) AS high, round(sumIf(next_expected, is_newest)) AS in_the_next_hour
FROM (
    SELECT arrayJoin(['', toString(footfall_hours.place)]) AS place, tomorrow_expected, tomorrow_low, tomorrow_high, next_expected,
        at = max(at) OVER (PARTITION BY footfall_hours.place) AS is_newest
    FROM footfall_hours
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND at > {to:DateTime64(3, 'UTC')} - INTERVAL 25 HOUR
        AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
        AND tomorrow_expected IS NOT NULL
)
GROUP BY place ORDER BY place = '' DESC, value DESC, label
