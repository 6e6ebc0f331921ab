-- title: Lead conversion
-- unit: %
-- meaning: Of the leads that ended in the period, the share that bought: a visit until it ended, a person within the days foreseen; beside what was promised when they became leads and what is usual of everybody. Visits are many and people few, so both stand by themselves too, where at least five of them ended.
-- kind: timeseries
-- beside: promised_percent, customers_percent, customers_promised_percent, usual_percent
-- better: higher
-- samples: ended leads
-- minimum: 20
-- model: purchase intent of a visit
-- phrases: lead conversion; do leads buy; how many leads convert; share of leads that buy; conversion of leads; are the leads any good; do the lead scores come true; how many leads bought
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(state = 'bought') / count() AS value, count() AS samples, round(100 * avg(promised), 2) AS promised_percent,
    if(countIf(kind = 'visit') < 5, NULL, round(100 * avgOrNullIf(state = 'bought', kind = 'visit'), 2)) AS visits_percent,
    if(countIf(kind = 'visit') < 5, NULL, round(100 * avgOrNullIf(promised, kind = 'visit'), 2)) AS visits_promised_percent,
    if(countIf(kind = 'customer') < 5, NULL, round(100 * avgOrNullIf(state = 'bought', kind = 'customer'), 2)) AS customers_percent,
    if(countIf(kind = 'customer') < 5, NULL, round(100 * avgOrNullIf(promised, kind = 'customer'), 2)) AS customers_promised_percent,
    round(100 * avg(usual), 2) AS usual_percent
FROM leads
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND state IN ('bought', 'left')
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
