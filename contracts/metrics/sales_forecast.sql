-- title: Sales and their forecast
-- unit: currency
-- meaning: What the days of the period brought, net, beside what was foreseen of each the day before and between what nine in ten come out. Several days in one have no such limits, nor has a day of which fewer than nine forecasts had come true. Days before the first forecast, and days that are not over, are left out.
-- kind: timeseries
-- beside: foreseen_revenue, low_revenue, high_revenue
-- better: higher
-- samples: days
-- minimum: 1
-- model: sales forecast
-- phrases: forecast against actual; sales against their forecast; were the sales as expected; did we sell what was foreseen; actual and expected sales; sales compared with the forecast; are we above the forecast; did sales come as predicted
SELECT toStartOfInterval(day, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, round(sum(sold), 2) AS value, count() AS samples,
    round(sum(expected), 2) AS foreseen_revenue, if(count() = 1, round(sum(low), 2), NULL) AS low_revenue, if(count() = 1, round(sum(high), 2), NULL) AS high_revenue
FROM (
    SELECT day, argMax(value, origin_offset) AS sold FROM day_totals
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')}
        -- over by the source's own clock: an end on the last day says that no more comes, not that the day is whole
        AND day + toIntervalDay(1) <= (SELECT addMilliseconds(max(clock), 1) FROM flow WHERE source = {source:String})
    GROUP BY day
) AS totals
INNER JOIN (
    SELECT day, argMax(forecasts.value, origin_offset) AS expected, argMax(tuple(forecasts.low), origin_offset).1 AS low, argMax(tuple(forecasts.high), origin_offset).1 AS high FROM forecasts
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')} AND days = 1 AND ahead = 1
    GROUP BY day
) AS foreseen USING (day)
GROUP BY t ORDER BY t
