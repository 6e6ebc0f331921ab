-- title: Comments
-- unit: comments
-- meaning: How many comments and ratings customers gave, and how many of them say something in words.
-- kind: timeseries
-- better: higher
-- samples: comments
-- minimum: 1
-- phrases: comments; how many comments; number of reviews; how many reviews did we get; how many customers commented; feedback count; how much feedback did we get; reviews received
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    count() AS value, count() AS samples, countIf(text != '' OR title != '') AS in_words
FROM reviews
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
GROUP BY t ORDER BY t
