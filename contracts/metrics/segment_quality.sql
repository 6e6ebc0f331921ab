-- title: Segment model
-- unit: explained
-- meaning: Share of the differences between sessions that their segments explain, judged before the model learns from each (1: all, 0: none); rival: grouping by the number of clicks alone.
-- kind: timeseries
-- beside: rival
-- better: higher
-- samples: sessions
-- minimum: 500
-- phrases: can i trust the segments; how good are the segments; segment quality; model score; quality of the clusters; is the segmentation any good; how well does the model do
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, argMax(score, model_scores.samples) AS value, max(model_scores.samples) AS samples, argMax(rival_score, model_scores.samples) AS rival
FROM model_scores
WHERE source = {source:String} AND model = 'session segments' AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY t ORDER BY t
