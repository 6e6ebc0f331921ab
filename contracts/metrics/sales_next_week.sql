-- title: Sales of the next seven days
-- unit: currency
-- meaning: Net sales expected of the seven days after the last whole one, taken together, and between what nine in ten come out (empty until nine separate weeks have come true); usual: what four weeks like it brought on average. Samples are the days of selling it was learned from.
-- kind: table
-- better: higher
-- samples: days of selling
-- minimum: 14
-- model: sales forecast
-- ahead: true
-- phrases: sales next week; what will we sell next week; how much will we sell next week; expected sales of the next seven days; sales forecast for next week; how much money will we make next week; revenue next week; what will the week bring; predict the sales of next week; turnover of the coming week; how will next week be
SELECT concat(toString(toDayOfMonth(day)), ' ', dateName('month', day), ' to ', toString(toDayOfMonth(day + toIntervalDay(6))), ' ', dateName('month', day + toIntervalDay(6)), ' ', toString(toYear(day + toIntervalDay(6)))) AS label,
    round(argMax(forecasts.value, (made, origin_offset)), 2) AS value, argMax(forecasts.samples, (made, origin_offset)) AS samples,
    round(argMax(tuple(forecasts.low), (made, origin_offset)).1, 2) AS revenue_low, round(argMax(tuple(forecasts.high), (made, origin_offset)).1, 2) AS revenue_high,
    round(argMax(forecasts.rival, (made, origin_offset)), 2) AS revenue_usual
FROM forecasts
WHERE source = {source:String} AND made < {to:DateTime64(3, 'UTC')} AND days = 7
    AND day > {to:DateTime64(3, 'UTC')} - toIntervalDay(2)  -- what was foreseen of a week long begun is no news
GROUP BY day ORDER BY day DESC LIMIT 1
