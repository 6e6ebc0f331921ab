-- title: Sales below the forecast
-- unit: %
-- meaning: By how much the days of the period stayed below the lower end of what was foreseen of them the day before, against what was foreseen; 0 where each came at least to that. Days that are not over, and those of which no lower end was foreseen yet, are left out. One day in twenty does not, by chance alone.
-- kind: timeseries
-- better: lower
-- samples: days
-- minimum: 1
-- model: sales forecast
-- thresholds: warn 10; bad 40
-- alert: above 10 over 2d for 5m, warning
-- phrases: sales below the forecast; did we sell less than expected; were sales lower than foreseen; shortfall of sales; how far below the forecast were we; did sales fall short; unexpectedly bad days
SELECT toStartOfInterval(day, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(100 * sum(greatest(0, low - sold)) / sum(expected), 2) AS value, count() AS samples
FROM (
    SELECT day, argMax(value, origin_offset) AS sold FROM day_totals
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')}
        -- over by the source's own clock: an end on the last day says that no more comes, not that the day is whole
        AND day + toIntervalDay(1) <= (SELECT addMilliseconds(max(clock), 1) FROM flow WHERE source = {source:String})
    GROUP BY day
) AS totals
INNER JOIN (
    SELECT day, argMax(forecasts.value, origin_offset) AS expected, argMax(tuple(forecasts.low), origin_offset).1 AS low FROM forecasts
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')} AND days = 1 AND ahead = 1
    GROUP BY day HAVING low IS NOT NULL
) AS foreseen USING (day)
GROUP BY t HAVING sum(expected) > 0 ORDER BY t
