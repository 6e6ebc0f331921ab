-- title: Models over time
-- unit: points over the rival
-- meaning: By day, how far each model's score stood above its naive rival's, in hundredths; of an interval, how far it was from the share it is to hold; x: day, y: model.
-- kind: heatmap
-- better: higher
-- samples: scores
-- minimum: 1
-- phrases: model quality over time; how did the models develop; are the models getting better; are the models getting worse; quality of the models by day; how much better than guessing are the models; model quality by day
SELECT toString(toDate(at)) AS x, model AS y, round(100 * avg(if(startsWith(measure, 'inside the '), -abs(score - rival_score), score - rival_score)), 2) AS value, count() AS samples
FROM model_scores
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND score IS NOT NULL AND measure != 'lift of the best tenth' AND NOT startsWith(measure, 'promises kept')
GROUP BY x, y ORDER BY y, x
