-- title: Model board
-- unit: score
-- meaning: Every model's newest score, judged before it learned from each sample, beside a naive rival on the same samples; with the time from a prediction to its answer and when its errors last rose (of segments: when those who come were last found to be others than before), and the processor time that predicting and learning took it a row. The advantage of an interval is how near it comes to the share it is to hold, at best 0: wider is not better. A model that cannot score says why.
-- kind: table
-- better: higher
-- samples: samples
-- minimum: 1
-- phrases: model board; how good are the models; can i trust the models; how well do the models do; how accurate are the models; which models are there; model scores; do the models beat guessing; what does a prediction cost; how fast are the models; are the models any good
SELECT if(newest_measure = '', model, model || ': ' || newest_measure) AS label, value, samples, rival_score, advantage, rival, label_delay_s, last_drift, time_a_row_us, note
FROM (
    SELECT model, measure AS newest_measure, round(argMax(score, (at, origin_offset)), 3) AS value, argMax(model_scores.samples, (at, origin_offset)) AS samples,
        round(argMax(model_scores.rival_score, (at, origin_offset)), 3) AS rival_score, round(argMax(if(startsWith(measure, 'inside the '), -abs(score - model_scores.rival_score), score - model_scores.rival_score), (at, origin_offset)), 3) AS advantage,
        argMax(model_scores.rival, (at, origin_offset)) AS rival, round(argMax(label_delay, (at, origin_offset))) AS label_delay_s, argMax(drift_at, (at, origin_offset)) AS last_drift,
        argMax(model_scores.note, (at, origin_offset)) AS note, max(at) AS newest
    FROM model_scores
    WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')}
    GROUP BY model, measure
) AS scores
LEFT JOIN (
    SELECT model, toNullable(round(1e6 * sum(seconds) / sum(model_costs.rows), 1)) AS time_a_row_us
    FROM model_costs WHERE source = {source:String} GROUP BY model
) AS costs USING model
WHERE newest_measure != '' OR model NOT IN (SELECT model FROM model_scores WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND score IS NOT NULL)
ORDER BY label LIMIT 100
