-- title: Rising words
-- unit: points
-- meaning: Words that more of the comments use than in the equally long period before, in percentage points of the comments; those first of which it is surest. Where no comment came before, the second half of the period is compared with the first.
-- kind: table
-- better: neither
-- samples: comments with the word
-- minimum: 5
-- phrases: rising words; which words rise; what do customers talk about more; new topics in the comments; trending words in reviews; what is new in the comments; words used more often; emerging topics; what are people suddenly writing about
WITH
    dateDiff('millisecond', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) AS length,
    {from:DateTime64(3, 'UTC')} + toIntervalMillisecond(intDiv(length, 2)) AS middle,
    said AS (
        SELECT at, arrayDistinct(splitByRegexp('[^\\pL]+', lowerUTF8(concat(title, ' ', text)))) AS words
        FROM reviews
        WHERE source = {source:String} AND at < {to:DateTime64(3, 'UTC')} AND at >= {from:DateTime64(3, 'UTC')} - toIntervalMillisecond(length)
            AND (text != '' OR title != '')
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
            AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
            AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    ),
    (SELECT if(countIf(at < {from:DateTime64(3, 'UTC')}) = 0 AND countIf(at >= middle) > 0, middle, {from:DateTime64(3, 'UTC')}) FROM said) AS since,
    (SELECT countIf(at >= since) FROM said) AS comments_now,
    (SELECT countIf(at < since) FROM said) AS comments_before
SELECT word AS label, round(100 * countIf(at >= since) / comments_now - 100 * countIf(at < since) / greatest(comments_before, 1), 2) AS value, countIf(at >= since) AS samples,
    round(100 * countIf(at >= since) / comments_now, 2) AS percent_now, round(100 * countIf(at < since) / greatest(comments_before, 1), 2) AS percent_before
FROM said
ARRAY JOIN words AS word
WHERE lengthUTF8(word) > 2 AND word NOT IN ('the', 'and', 'for', 'was', 'this', 'that', 'with', 'but', 'not', 'have', 'are', 'you', 'had', 'they', 'very', 'one', 'all', 'can', 'has', 'from', 'when', 'would', 'will', 'just', 'out', 'there', 'which', 'who', 'what', 'were', 'your', 'their', 'been', 'than', 'then', 'them', 'she', 'her', 'his', 'its', 'our', 'did', 'does', 'don', 'didn', 'isn', 'wasn', 'doesn', 'couldn', 'wouldn', 'won', 'isnt', 'too', 'also', 'get', 'got', 'into', 'about', 'because', 'only', 'some', 'other', 'over', 'after', 'more', 'most', 'much', 'really', 'even', 'like')
GROUP BY word HAVING samples > 1 AND value > 0
-- how many standard errors the two shares lie apart, one comment with and one without it added
ORDER BY value / sqrt((count() + 1) / (comments_now + comments_before + 2) * (1 - (count() + 1) / (comments_now + comments_before + 2)) * (1 / comments_now + 1 / greatest(comments_before, 1))) DESC, label LIMIT 100
