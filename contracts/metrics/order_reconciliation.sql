-- title: Order reconciliation
-- unit: currency
-- meaning: Every line of the orders by how the rules treat it (docs/orders.md), and what all of them add up to: the books of the source to the penny. Net sales, what revenue tells, are sale and return together.
-- kind: table
-- better: neither
-- samples: order lines
-- minimum: 1
-- phrases: order reconciliation; how do order lines add up; which lines do not count as sales; why were order lines left out; how many duplicate order lines; how much of the orders is postage; reconcile sales with the books; treatment of order lines; excluded order lines
SELECT label, round(toFloat64(sum(units)) / 10000, 2) AS value, sum(lines) AS samples, sum(pieces) AS items,
    multiIf(label = 'all lines', '', label IN ('sale', 'return', 'net sales'), 'yes', 'no') AS counts
FROM (
    -- sums of integers, so that no order of adding up shows
    SELECT treatment, sum(toInt128(round(order_lines.value * 10000))) AS units, count() AS lines, sum(quantity) AS pieces
    FROM order_lines
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
        AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
        AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
    GROUP BY treatment
)
ARRAY JOIN if(treatment IN ('sale', 'return'), [treatment, 'net sales', 'all lines'], [treatment, 'all lines']) AS label
GROUP BY label
ORDER BY indexOf(['all lines', 'net sales', 'sale', 'return'], label) = 0, indexOf(['all lines', 'net sales', 'sale', 'return'], label), abs(value) DESC, label
