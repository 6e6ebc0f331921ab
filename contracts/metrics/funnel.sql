-- title: Funnel
-- unit: sessions
-- meaning: How far sessions come: viewed a product or page, put something in the cart, began to check out, bought. A session counts for every step up to its furthest, whatever it did between; a step that the source never records is left out. step_percent: of the step before; drop_off: sessions lost on the way to this step; samples: sessions whose furthest step this was; median_s: from the start of the session to this step.
-- kind: bars
-- better: higher
-- samples: sessions
-- minimum: 50
-- phrases: funnel; conversion funnel; where do we lose people on the way to buying; how many carts become orders; view to cart to checkout to purchase; drop-off by step; at which step do shoppers drop off; purchase funnel; how far do shoppers come in the funnel
WITH
(
    SELECT [true, max(cart_at IS NOT NULL), max(checkout_at IS NOT NULL), max(furthest_step = 'purchase')]
    FROM sessions WHERE source = {source:String}
) AS recorded,
reached AS (
    SELECT
        count() AS view, countIf(furthest_step IN ('cart', 'checkout', 'purchase')) AS cart,
        countIf(furthest_step IN ('checkout', 'purchase')) AS checkout, countIf(furthest_step = 'purchase') AS purchase,
        quantileExactInclusiveIf(0.5)(dateDiff('second', start, cart_at), cart_at IS NOT NULL) AS to_cart,
        quantileExactInclusiveIf(0.5)(dateDiff('second', start, checkout_at), checkout_at IS NOT NULL) AS to_checkout,
        quantileExactInclusiveIf(0.5)(dateDiff('second', start, purchase_at), purchase_at IS NOT NULL) AS to_purchase
    FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    HAVING view > 0
)
SELECT step.1 AS label, step.2 AS value, value - leadInFrame(value, 1, 0) OVER steps AS samples, round(100 * value / view, 2) AS share_percent,
    if(lagInFrame(value, 1, value) OVER steps > 0, round(100 * value / lagInFrame(value, 1, value) OVER steps, 2), NULL) AS step_percent,
    lagInFrame(value, 1, value) OVER steps - value AS drop_off, if(value > 0, step.3, NULL) AS median_s
FROM reached
ARRAY JOIN [('view', view, 0), ('cart', cart, to_cart), ('checkout', checkout, to_checkout), ('purchase', purchase, to_purchase)] AS step,
    [1, 2, 3, 4] AS place
-- what a source never records is absent, not 0, and views alone are no funnel
WHERE recorded[place]
WINDOW steps AS (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
QUALIFY count() OVER () > 1
ORDER BY value DESC, place
