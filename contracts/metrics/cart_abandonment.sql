-- title: Cart abandonment
-- unit: %
-- meaning: Share of sessions with something in the cart that bought nothing.
-- kind: timeseries
-- better: lower
-- samples: sessions with a cart
-- minimum: 50
-- phrases: cart abandonment; abandoned carts; how many carts are abandoned; cart abandonment rate; share of carts that are left; do people leave their carts; basket abandonment; carts without a purchase
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(orders = 0) / count() AS value, count() AS samples, countIf(orders = 0) AS abandoned
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND cart_at IS NOT NULL
    -- no till: absent is absent, not 0
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY t ORDER BY t
