-- title: Footfall
-- unit: people
-- meaning: People who came in, through all doors; of a street, which has no inside, those who passed. A door that a camera and a sensor both count is counted by their mean.
-- kind: timeseries
-- better: higher
-- samples: counts
-- minimum: 1
-- phrases: footfall; how many people came in; people through the door; is it busier; how busy was it; how many people came to the store; number of people who came; foot traffic; people who entered; is it busy; are more people coming; are fewer people coming; store traffic; how many people passed; door counts
SELECT t, round(sum(came)) AS value, sum(counts) AS samples
FROM (
    SELECT t, place, avg(people) AS came, sum(counts) AS counts
    FROM (
        SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, place, device,
            coalesce(sum(entered), sum(passed), sum(left)) AS people, count() AS counts
        FROM footfall
        WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
            AND ({place:String} = '' OR has(splitByChar(',', {place:String}), place))
        GROUP BY t, place, device
    )
    GROUP BY t, place
)
GROUP BY t ORDER BY t
