-- title: Lead conversion
-- unit: %
-- meaning: Of the leads that ended in the period, the share that bought: a visit until it ended, a person within the days foreseen; beside what was promised when they became leads and what is usual of everybody.
-- kind: timeseries
-- beside: promised_percent, usual_percent
-- better: higher
-- samples: ended leads
-- minimum: 20
-- model: purchase intent of a visit
-- phrases: lead conversion; do leads buy; how many leads convert; share of leads that buy; conversion of leads; are the leads any good; do the lead scores come true; how many leads bought
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(state = 'bought') / count() AS value, count() AS samples, round(100 * avg(promised), 2) AS promised_percent, round(100 * avg(usual), 2) AS usual_percent
FROM leads
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND state IN ('bought', 'left')
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
