-- title: Visitors now
-- unit: visitors
-- meaning: Visitors (sessions where the source names no visitors) who clicked in the five minutes before the end of each step.
-- kind: timeseries
-- better: higher
-- samples: clicks
-- minimum: 1
-- phrases: how many visitors are here now; visitors now; who is online; how many people are on the site right now; current visitors; active users; people browsing at the moment; live visitors
WITH
    dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) AS length,
    {step:UInt32} * 1000 AS step_ms,
    intDiv(length + step_ms - 1, step_ms) AS steps
SELECT addMilliseconds({from:DateTime64(3, 'UTC')}, (step - 1) * step_ms) AS t, uniqExact(coalesce(visitor, session)) AS value, count() AS samples
FROM (
    SELECT
        visitor, session,
        dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, at) AS since,
        -- the steps whose end lies within five minutes after this click; the last step ends with the period
        arrayJoin(arrayDistinct(arrayConcat(
            range(toUInt64(intDiv(since, step_ms) + 1), toUInt64(least(steps - 1, intDiv(since + 300000, step_ms)) + 1)),
            if(length - since <= 300000, [toUInt64(steps)], [])
        ))) AS step
    FROM clicks
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
)
GROUP BY t ORDER BY t
