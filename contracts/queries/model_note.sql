-- Why a model does not score, as it last said; empty where it scores or has said nothing.
SELECT argMax(if(score IS NULL, model_scores.note, ''), (at, origin_offset)) AS note FROM model_scores
WHERE source = {source:String} AND model = {model:String} AND at < {to:DateTime64(3, 'UTC')}
