-- title: Sales day by day
-- unit: currency
-- meaning: Net sales expected of each of the next days, and between what nine in ten come out (empty until nine such forecasts have come true); usual: the mean of the last four such weekdays. A day on which the shop hardly ever sells is expected to be closed.
-- kind: table
-- better: higher
-- samples: days of selling
-- minimum: 14
-- model: sales forecast
-- ahead: true
-- phrases: sales outlook; sales day by day; what will each of the next days bring; sales of the coming days; forecast for each day; outlook for the coming days; which of the next days will be the best; expected sales by day; daily sales forecast
SELECT concat(dateName('weekday', day), ' ', toString(toDayOfMonth(day)), ' ', dateName('month', day)) AS label,
    round(argMax(forecasts.value, (made, origin_offset)), 2) AS value, argMax(forecasts.samples, (made, origin_offset)) AS samples,
    round(argMax(tuple(forecasts.low), (made, origin_offset)).1, 2) AS revenue_low, round(argMax(tuple(forecasts.high), (made, origin_offset)).1, 2) AS revenue_high,
    round(argMax(forecasts.rival, (made, origin_offset)), 2) AS revenue_usual, if(value = 0 AND revenue_high = 0, 'likely closed', '') AS note
FROM forecasts
WHERE source = {source:String} AND made < {to:DateTime64(3, 'UTC')} AND days = 1
    AND day > toStartOfDay({to:DateTime64(3, 'UTC')} - toIntervalMillisecond(1))
GROUP BY day ORDER BY day
