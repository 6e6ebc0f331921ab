-- title: Quality of the chance to buy again
-- unit: %
-- meaning: How often of two customers, one who bought again within 90 days and one who did not, the first had been given the higher chance (AUC); recency: the same by days since the last order alone. Judged 91 days later, before the model learns from it.
-- kind: timeseries
-- beside: recency
-- better: higher
-- samples: answers
-- minimum: 500
-- model: buys again
-- phrases: quality of the chance to buy again; how good is the chance to buy again; can i trust the repurchase probability; how well do we know who buys again; accuracy of the buy again model; quality of the customer model; how good are the customer predictions
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, round(100 * argMax(score, model_scores.samples), 1) AS value,
    max(model_scores.samples) AS samples, round(100 * argMax(rival_score, model_scores.samples), 1) AS recency
FROM model_scores
WHERE source = {source:String} AND model = 'buys again' AND measure = 'AUC'
    AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY t ORDER BY t
