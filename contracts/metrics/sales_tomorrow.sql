-- title: Sales tomorrow
-- unit: currency
-- meaning: Net sales expected of the day after the newest one, and between what nine in ten come out (empty until nine such forecasts have come true); usual: the mean of the last four such weekdays. Foreseen when the last whole day was over, from sales, orders, looks and comments until then; samples are the days of selling it was learned from.
-- kind: table
-- better: higher
-- samples: days of selling
-- minimum: 14
-- model: sales forecast
-- ahead: true
-- phrases: sales tomorrow; how much will we sell tomorrow; what will we sell tomorrow; expected sales tomorrow; how much money will we make tomorrow; sales forecast for tomorrow; what are the sales expected to be tomorrow; revenue tomorrow; predict the sales of tomorrow; tomorrow's sales; will tomorrow be a good day
SELECT concat(dateName('weekday', day), ' ', toString(toDayOfMonth(day)), ' ', dateName('month', day), ' ', toString(toYear(day))) AS label,
    round(argMax(forecasts.value, (made, origin_offset)), 2) AS value, argMax(forecasts.samples, (made, origin_offset)) AS samples,
    round(argMax(tuple(forecasts.low), (made, origin_offset)).1, 2) AS revenue_low, round(argMax(tuple(forecasts.high), (made, origin_offset)).1, 2) AS revenue_high,
    round(argMax(forecasts.rival, (made, origin_offset)), 2) AS revenue_usual, if(value = 0 AND revenue_high = 0, 'likely closed', '') AS note
FROM forecasts
WHERE source = {source:String} AND made < {to:DateTime64(3, 'UTC')} AND days = 1
    AND day = toStartOfDay({to:DateTime64(3, 'UTC')} - toIntervalMillisecond(1)) + toIntervalDay(1)
GROUP BY day ORDER BY day
