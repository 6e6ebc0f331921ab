-- title: Funnel
-- unit: sessions
-- meaning: How far sessions come: viewed a product or page, put something in the cart, began to check out, bought. A session counts for every step up to its furthest, whatever it did between. step_percent: of the step before; drop_off: sessions lost on the way to this step; samples: sessions whose furthest step this was; median_s: from the start of the session to this step.
-- kind: bars
-- better: higher
-- samples: sessions
-- minimum: 50
-- phrases: funnel; conversion funnel; where do we lose people on the way to buying; how many carts become orders; view to cart to checkout to purchase; drop-off by step; at which step do shoppers drop off; purchase funnel; how far do shoppers come in the funnel
WITH reached AS (
    SELECT
        count() AS view, countIf(furthest_step IN ('cart', 'checkout', 'purchase')) AS cart,
        countIf(furthest_step IN ('checkout', 'purchase')) AS checkout, countIf(furthest_step = 'purchase') AS purchase,
        quantileExactIf(0.5)(dateDiff('second', start, cart_at), cart_at IS NOT NULL) AS to_cart,
        quantileExactIf(0.5)(dateDiff('second', start, checkout_at), checkout_at IS NOT NULL) AS to_checkout,
        quantileExactIf(0.5)(dateDiff('second', start, purchase_at), purchase_at IS NOT NULL) AS to_purchase
    FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    HAVING view > 0
)
SELECT step.1 AS label, step.2 AS value, step.2 - step.5 AS samples, round(100 * step.2 / view, 2) AS share_percent,
    if(step.3 > 0, round(100 * step.2 / step.3, 2), NULL) AS step_percent, step.3 - step.2 AS drop_off, if(step.2 > 0, step.4, NULL) AS median_s
FROM reached
ARRAY JOIN [
    ('view', view, view, 0, cart), ('cart', cart, view, to_cart, checkout), ('checkout', checkout, cart, to_checkout, purchase),
    ('purchase', purchase, checkout, to_purchase, 0)
] AS step
ORDER BY value DESC, step.4
