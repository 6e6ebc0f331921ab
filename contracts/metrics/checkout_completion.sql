-- title: Checkout completion
-- unit: %
-- meaning: Share of begun checkouts that end in a purchase, for all and by each device with at least five: a fault of the checkout or of the payment shows here first.
-- kind: timeseries
-- beside: desktop_percent, mobile_percent, tablet_percent
-- better: higher
-- samples: checkouts
-- minimum: 30
-- phrases: checkout completion; do checkouts end in a purchase; is the checkout broken; checkout success rate; payment success; are payments failing; completed checkouts; checkout problems; does the checkout work on mobile
SELECT toStartOfInterval(start, toIntervalSecond({step:UInt32}), {from:DateTime64(3, 'UTC')}) AS t,
    100 * countIf(orders > 0) / count() AS value, count() AS samples,
    -- of two checkouts a share is 0, 50 or 100: it would say nothing and draw a fence
    if(countIf(device = 'desktop') < 5, NULL, 100 * avgOrNullIf(orders > 0, device = 'desktop')) AS desktop_percent,
    if(countIf(device = 'mobile') < 5, NULL, 100 * avgOrNullIf(orders > 0, device = 'mobile')) AS mobile_percent,
    if(countIf(device = 'tablet') < 5, NULL, 100 * avgOrNullIf(orders > 0, device = 'tablet')) AS tablet_percent
FROM sessions
WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
    AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
    AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    AND checkout_at IS NOT NULL
    -- no till: absent is absent, not 0
    AND EXISTS (SELECT 1 FROM sessions WHERE source = {source:String} AND orders > 0)
GROUP BY t ORDER BY t
