-- title: Clicks above average price
-- unit: %
-- meaning: Share of clicks on products dearer than the average of the period's clicks in their category.
-- kind: timeseries
-- better: higher
-- samples: clicks
-- minimum: 30
-- phrases: price against average; how many clicks are above average price; do people look at expensive items; share of expensive products; are visitors interested in dear products; above average price; price preference; do they prefer cheap or expensive
SELECT toStartOfInterval(at, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t, 100 * countIf(price > average * 1.000000001) / count() AS value, count() AS samples,
    avg(price) AS average_price
FROM (
    SELECT at, price, country, category, product, device, channel
    FROM clicks
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND price IS NOT NULL
) AS clicked
INNER JOIN (
    -- over everybody's clicks, so that a filter compares its part with the whole; a mean of equal prices may round to less than they are
    SELECT category, avg(price) AS average
    FROM clicks
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND price IS NOT NULL
    GROUP BY category
) AS averages USING (category)
WHERE 1
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
GROUP BY t ORDER BY t
