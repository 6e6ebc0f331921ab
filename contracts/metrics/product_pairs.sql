-- title: Product pairs
-- unit: lift
-- meaning: Products seen in the same session, as rules A → B among the sessions that saw the category. support: share of those sessions with both; confidence: of those with A, the share with B; lift: confidence over the share of B. Pairs in at least 1% of the sessions, those in fewer than five sessions last.
-- kind: table
-- better: neither
-- samples: sessions
-- minimum: 20
-- phrases: product pairs; which products are viewed together; what is bought together; which items go together; association rules; cross selling; what else do people look at; frequently viewed together; basket analysis; who sees this also sees; what goes well with
WITH
    base AS (
        SELECT arrayFilter((product, category) -> {category:String} = '' OR has(splitByChar(',', {category:String}), category), products, product_categories) AS seen
        FROM sessions
        WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
            AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
            AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
            AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
            AND notEmpty(seen)
    ),
    (SELECT count() FROM base) AS total,
    -- both products of a pair in 1% of the sessions must be in 1% of the sessions themselves
    (SELECT groupArray((product, sessions)) FROM (SELECT arrayJoin(seen) AS product, count() AS sessions FROM base GROUP BY product HAVING sessions * 100 >= total)) AS frequent,
    CAST(arrayMap(pair -> pair.1, frequent), 'Array(String)') AS names,
    arrayMap(pair -> pair.2, frequent) AS counts,
    CAST(arrayEnumerate(names), 'Array(UInt16)') AS numbers
SELECT concat(names[a], ' → ', names[b]) AS label, round(both * total / (counts[a] * counts[b]), 2) AS value, both AS samples,
    round(100 * both / total, 2) AS support_percent, round(100 * both / counts[a], 2) AS confidence_percent, names[a] AS product, names[b] AS then_product
FROM (
    SELECT arrayJoin(items) AS a, arrayJoin(arrayFilter(other -> other != a, items)) AS b, count() AS both
    -- numbers, not names: pairs of them are counted four times as fast
    FROM (SELECT arrayFilter(number -> number > 0, arrayMap(product -> transform(CAST(product, 'String'), names, numbers, toUInt16(0)), seen)) AS items FROM base)
    WHERE {product:String} = '' OR has(splitByChar(',', {product:String}), names[a])
    GROUP BY a, b
)
WHERE both * 100 >= total
ORDER BY both >= 5 DESC, value DESC, label LIMIT 5000
