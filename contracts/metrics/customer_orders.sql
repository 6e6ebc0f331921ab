-- title: Orders of a customer
-- unit: currency
-- meaning: Orders of the period, the newest first: what was sold less what came back of it, items, and its first products by name, else by number. For one customer, or of all who are named.
-- kind: table
-- lines: apart
-- better: neither
-- samples: order lines
-- minimum: 1
-- phrases: orders of a customer; what did this customer buy; order history; purchase history of a customer; which orders did this customer place; what has the customer ordered; list of a customer's orders; latest orders of a customer
SELECT concat(substring(toString(toDateTime(min(at), 'UTC')), 1, 16), ' · ', order_id) AS label, round(sum(order_lines.value), 2) AS value, count() AS samples, coalesce(any(customer), any(visitor)) AS buyer,
    sumIf(quantity, treatment = 'sale') AS items, -sumIf(quantity, treatment = 'return') AS came_back,
    arrayStringConcat(arraySlice(arrayDistinct(groupArray(if(name = '', CAST(product, 'String'), name))), 1, 3), ', ') AS first_products
FROM order_lines
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND treatment IN ('sale', 'return') AND coalesce(customer, visitor) IS NOT NULL
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR has(splitByChar(',', {category:String}), category))
    AND ({product:String} = '' OR has(splitByChar(',', {product:String}), product))
    AND ({customer:String} = '' OR has(splitByChar(',', {customer:String}), coalesce(customer, visitor)))
GROUP BY order_id ORDER BY min(at) DESC, label LIMIT 100
