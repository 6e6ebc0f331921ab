-- title: Models over time
-- unit: points over the rival
-- meaning: By day, how far each model's score stood above its naive rival's, in hundredths; x: day, y: model.
-- kind: heatmap
-- better: higher
-- samples: scores
-- minimum: 1
-- phrases: model quality over time; how did the models develop; are the models getting better; are the models getting worse; quality of the models by day; how much better than guessing are the models; model quality by day
SELECT toString(toDate(at)) AS x, model AS y, round(100 * avg(score - rival_score), 2) AS value, count() AS samples
FROM model_scores
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND score IS NOT NULL AND measure NOT IN ('lift of the best tenth', 'promises kept')
GROUP BY x, y ORDER BY y, x
