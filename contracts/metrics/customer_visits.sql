-- title: Visits of a customer
-- unit: clicks
-- meaning: Visits that began in the period, the newest first: clicks, how far they came, the first products looked at. For one customer (an account, or a visitor), or of all who are named.
-- kind: table
-- lines: apart
-- better: neither
-- samples: visits
-- minimum: 1
-- phrases: visits of a customer; when did this customer visit us; visit history of a customer; what did this customer look at; how often did this customer visit; sessions of a customer; latest visits of a customer; list of a customer's visits
SELECT concat(substring(toString(toDateTime(start, 'UTC')), 1, 16), ' · ', coalesce(customer, visitor)) AS label, clicks AS value, 1 AS samples, CAST(furthest_step, 'String') AS came_to, round(duration) AS lasted_s, CAST(channel, 'String') AS came_by,
    arrayStringConcat(arraySlice(arrayFilter(each -> each != '', CAST(products, 'Array(String)')), 1, 5), ', ') AS looked_at, arrayStringConcat(CAST(bought, 'Array(String)'), ', ') AS products_bought
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')} AND coalesce(customer, visitor) IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND ({customer:String} = '' OR hasAny([customer, visitor], splitByChar(',', {customer:String})))
ORDER BY start DESC, label LIMIT 100
