-- title: Forecast error
-- unit: %
-- meaning: How far the sales foreseen a day ahead were from what came: all errors of the period against all sales of it (wMAPE). Beside it the error of the naive rival, the mean of the last four such weekdays, on the same days. Days that are not over are left out; where almost nothing was sold there is none.
-- kind: timeseries
-- beside: naive_percent
-- better: lower
-- samples: days
-- minimum: 14
-- model: sales forecast
-- phrases: forecast error; how wrong are the forecasts; how good is the sales forecast; error of the sales forecast; can i trust the forecast; how far off are the forecasts; accuracy of the forecasts; how exact is the prediction of sales
SELECT toStartOfInterval(day, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    round(100 * sum(abs(sold - expected)) / sum(abs(sold)), 2) AS value, count() AS samples, round(100 * sum(abs(sold - naive)) / sum(abs(sold)), 2) AS naive_percent
FROM (
    SELECT day, argMax(value, origin_offset) AS sold FROM day_totals
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')}
        -- over by the source's own clock: an end on the last day says that no more comes, not that the day is whole
        AND day + toIntervalDay(1) <= (SELECT addMilliseconds(max(clock), 1) FROM flow WHERE source = {source:String})
    GROUP BY day
) AS totals
INNER JOIN (
    SELECT day, argMax(forecasts.value, origin_offset) AS expected, argMax(rival, origin_offset) AS naive FROM forecasts
    WHERE source = {source:String} AND day >= {from:DateTime64(3, 'UTC')} AND day < {to:DateTime64(3, 'UTC')} AND days = 1 AND ahead = 1
    GROUP BY day
) AS foreseen USING (day)
GROUP BY t HAVING sum(abs(sold)) > 0.1 * sum(expected) ORDER BY t
