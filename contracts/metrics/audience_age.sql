-- title: Age of who comes in
-- unit: people
-- meaning: Age bands of people on the floor whose face a camera was allowed to look at, estimated by a network: counts only, groups under five hidden. No picture and no person is kept. An estimate, not what anybody declared.
-- kind: bars
-- better: neither
-- samples: faces analysed
-- minimum: 20
-- phrases: age of who comes in; how old are the people in the store; age of store visitors; age bands on the floor; estimated age of shoppers in the store; are our store visitors young; store audience by age; how old are walk-in customers
SELECT age_band AS label, sum(people) AS value, sum(people) AS samples, round(100 * sum(people) / sum(sum(people)) OVER (), 1) AS share_percent
FROM audience
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY label HAVING value >= 5 ORDER BY value DESC, label
