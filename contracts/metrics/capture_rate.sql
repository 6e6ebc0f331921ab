-- title: Capture rate
-- unit: %
-- meaning: Of the people who came to a door or passed it, how many came in: entrants / (entrants + passers-by), where counters tell both. A door that a camera and a sensor count is counted by their mean.
-- kind: timeseries
-- better: higher
-- samples: people who came or passed
-- minimum: 30
-- phrases: capture rate; how many passers-by come in; turn-in rate; share of passers by who enter; window conversion; do people walk past; how many people walk past the shop; storefront conversion
SELECT t, round(100 * sum(came) / (sum(came) + sum(by)), 2) AS value, toUInt64(sum(came) + sum(by)) AS samples, sum(came) AS entered, sum(by) AS passed
FROM (
    SELECT t, place, avg(came) AS came, avg(by) AS by
    FROM (
        SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, place, device, sum(entered) AS came, sum(passed) AS by
        FROM footfall
        WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND entered IS NOT NULL AND passed IS NOT NULL
            AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
        GROUP BY t, place, device
    )
    GROUP BY t, place
)
GROUP BY t HAVING samples > 0 ORDER BY t
