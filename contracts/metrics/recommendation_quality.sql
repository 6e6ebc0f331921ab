-- title: Suggestion quality
-- unit: %
-- meaning: How often the product that a session looked at next was among the ten suggested before; popular: among the ten most popular of the same category and page. Judged before the model learns from it, what happened lately counting more.
-- kind: timeseries
-- beside: popular
-- better: higher
-- samples: looks
-- minimum: 100
-- model: next product
-- phrases: suggestion quality; how good are the suggestions; how good are the recommendations; recommendation quality; do the recommendations work; hit rate of recommendations; can i trust the suggestions; accuracy of the next product model
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, round(100 * argMax(score, model_scores.samples), 1) AS value,
    max(model_scores.samples) AS samples, round(100 * argMax(rival_score, model_scores.samples), 1) AS popular
FROM model_scores
WHERE source = {source:String} AND model = 'next product' AND measure = 'hit@10'
    AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY t ORDER BY t
