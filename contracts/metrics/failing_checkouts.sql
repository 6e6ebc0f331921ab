-- title: Failing checkouts
-- unit: points
-- meaning: By how many percentage points fewer checkouts end in a purchase within ten minutes than in the week before the period, by device and for all together: in the whole period or in its last hour, whichever is the more unlikely. 0 where chance alone makes as few more often than once in 5,000 times, or where the week before had fewer than 30.
-- kind: bars
-- lines: overlapping
-- better: lower
-- samples: checkouts
-- minimum: 5
-- thresholds: bad 1
-- alert: above 0 over 3h for 5m, critical
-- phrases: failing checkouts; do more checkouts fail than usual; on which device does the checkout fail; checkout alarm; are more checkouts failing; is the checkout failing on one device; fewer checkouts completed than usual; checkout failures by device
WITH
    -- later ones may still end in a purchase
    (SELECT least({to:DateTime64(3, 'UTC')}, max(at) - INTERVAL 10 MINUTE) FROM clicks WHERE source = {source:String}) AS until,
    checkouts AS (
        SELECT minIf(at, type = 'begin_checkout') AS began, argMinIf(device, at, type = 'begin_checkout') AS holder,
            arrayExists(bought -> bought BETWEEN began AND began + INTERVAL 10 MINUTE, groupArrayIf(at, type = 'purchase')) AS completed
        FROM clicks
        WHERE source = {source:String} AND type IN ('begin_checkout', 'purchase')
            AND at >= {from:DateTime64(3, 'UTC')} - INTERVAL 7 DAY AND at < until + INTERVAL 10 MINUTE
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
            AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        GROUP BY session
        HAVING countIf(type = 'begin_checkout') > 0 AND began < until
    ),
    -- of each device: how many there were and were completed in the week before, in the period, in its last hour
    counted AS (
        SELECT arrayJoin([if(holder = '', 'unknown', holder), 'all']) AS label,
            countIf(began < {from:DateTime64(3, 'UTC')}) AS before, countIf(began < {from:DateTime64(3, 'UTC')} AND completed) AS completed_before,
            countIf(began >= {from:DateTime64(3, 'UTC')}) AS all, countIf(began >= {from:DateTime64(3, 'UTC')} AND completed) AS completed_all,
            countIf(began >= greatest({from:DateTime64(3, 'UTC')}, until - INTERVAL 1 HOUR)) AS late,
            countIf(began >= greatest({from:DateTime64(3, 'UTC')}, until - INTERVAL 1 HOUR) AND completed) AS completed_late
        FROM checkouts GROUP BY label HAVING all > 0
    ),
    judged AS (
        SELECT label, all, completed_all, window.1 AS n, window.2 AS k, if(before < 30, NULL, completed_before / before) AS usual,
            -- a standard error less, for the week before is an estimate too
            least(0.99, greatest(0.01, usual - sqrt(usual * (1 - usual) / before))) AS p,
            if(usual IS NULL OR k >= n * p, 1, arraySum(
                i -> exp(lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(assumeNotNull(p)) + (n - i) * log(1 - assumeNotNull(p))),
                range(if(usual IS NULL OR k >= n * p, 0, k + 1))
            )) AS chance
        FROM counted ARRAY JOIN [(all, completed_all), (late, completed_late)] AS window
        WHERE n > 0
    )
SELECT label, max(if(chance < 0.0002, round(100 * (usual - k / n), 1), 0)) AS value, any(all) AS samples,
    round(100 * any(completed_all) / any(all), 1) AS completed_percent, round(100 * any(usual), 1) AS usual_percent
FROM judged
GROUP BY label ORDER BY value DESC, samples DESC, label
