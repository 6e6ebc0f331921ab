-- title: Lead score
-- unit: score
-- meaning: How well the model that scores leads does on promises it made before it knew the answer, beside a naive rival: AUC is the chance that a buyer was promised more than another (0.5 is guessing), lift how many times more often the tenth with the highest promises bought than everybody, promises kept 1 less the calibration error over ten equal bins, which where buyers are few hardly sees high promises; at every level: what was promised and came alike, as a share of what was promised or came, by levels of odds; of leads: the lesser of what leads were promised and what came of them as a share of the greater, the note says which was which.
-- kind: table
-- better: higher
-- samples: answers
-- minimum: 500
-- model: purchase intent of a visit
-- phrases: should we believe the lead score; can i trust the leads; how good is the lead score; quality of the lead score; how reliable are the leads; is the lead score any good; how well are purchases foreseen; how accurate is the purchase intent
SELECT model || ': ' || measure AS label, round(argMax(score, (at, origin_offset)), 3) AS value, argMax(model_scores.samples, (at, origin_offset)) AS samples,
    round(argMax(rival_score, (at, origin_offset)), 3) AS rival_score, round(argMax(label_delay, (at, origin_offset))) AS label_delay_s, any(rival) AS rival,
    argMax(note, (at, origin_offset)) AS note
FROM model_scores
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND startsWith(model, 'purchase intent') AND score IS NOT NULL
GROUP BY model, measure ORDER BY model DESC, measure LIMIT 30
