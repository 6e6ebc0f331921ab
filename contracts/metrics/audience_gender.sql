-- title: Gender of who comes in
-- unit: people
-- meaning: Genders of people on the floor whose face a camera was allowed to look at, as a network estimates them: counts only, groups under five hidden. An estimate, not what anybody declared.
-- kind: bars
-- better: neither
-- samples: faces analysed
-- minimum: 20
-- phrases: gender of who comes in; how many women come to the store; men or women in the store; gender of store visitors; gender split on the floor; store audience by gender; estimated gender of walk-in customers; are there more men than women in the shop
SELECT gender AS label, sum(people) AS value, sum(people) AS samples, round(100 * sum(people) / sum(sum(people)) OVER (), 1) AS share_percent
FROM audience
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY label HAVING value >= 5 ORDER BY value DESC, label
