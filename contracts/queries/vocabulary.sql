-- The words a source can be filtered by: each country, category, product, device and channel that its clicks, order lines and
-- comments carry, the most frequent first.
SELECT filter, word, max(times) AS clicks FROM (
    SELECT 'country' AS filter, country AS word, count() AS times FROM clicks WHERE source = {source:String} AND country != '' GROUP BY country
    UNION ALL
    SELECT 'category' AS filter, category AS word, count() AS times FROM clicks WHERE source = {source:String} AND category != '' GROUP BY category
    UNION ALL
    SELECT 'product' AS filter, product AS word, count() AS times FROM clicks WHERE source = {source:String} AND product != '' GROUP BY product
        ORDER BY times DESC LIMIT 1000
    UNION ALL
    SELECT 'device' AS filter, device AS word, count() AS times FROM clicks WHERE source = {source:String} AND device != '' GROUP BY device
    UNION ALL
    SELECT 'channel' AS filter, channel AS word, count() AS times FROM clicks WHERE source = {source:String} AND channel != '' GROUP BY channel
    UNION ALL
    SELECT 'zone' AS filter, zone AS word, count() AS times FROM zone_counts WHERE source = {source:String} AND zone != '' GROUP BY zone
    UNION ALL
    SELECT 'place' AS filter, place AS word, count() AS times FROM footfall WHERE source = {source:String} AND place != '' GROUP BY place
    UNION ALL
    SELECT 'country' AS filter, country AS word, count() AS times FROM order_lines
        WHERE source = {source:String} AND country != '' AND treatment IN ('sale', 'return') GROUP BY country
    UNION ALL
    SELECT 'category' AS filter, category AS word, count() AS times FROM order_lines
        WHERE source = {source:String} AND category != '' AND treatment IN ('sale', 'return') GROUP BY category
    UNION ALL
    SELECT 'product' AS filter, product AS word, count() AS times FROM order_lines
        WHERE source = {source:String} AND product != '' AND treatment IN ('sale', 'return') GROUP BY product ORDER BY times DESC LIMIT 1000
    UNION ALL
    SELECT 'device' AS filter, device AS word, count() AS times FROM order_lines
        WHERE source = {source:String} AND device != '' AND treatment IN ('sale', 'return') GROUP BY device
    UNION ALL
    SELECT 'channel' AS filter, channel AS word, count() AS times FROM order_lines
        WHERE source = {source:String} AND channel != '' AND treatment IN ('sale', 'return') GROUP BY channel
    UNION ALL
    SELECT 'country' AS filter, country AS word, count() AS times FROM reviews WHERE source = {source:String} AND country != '' GROUP BY country
    UNION ALL
    SELECT 'category' AS filter, category AS word, count() AS times FROM reviews WHERE source = {source:String} AND category != '' GROUP BY category
    UNION ALL
    SELECT 'product' AS filter, product AS word, count() AS times FROM reviews WHERE source = {source:String} AND product != '' GROUP BY product ORDER BY times DESC LIMIT 1000
    UNION ALL
    SELECT 'channel' AS filter, channel AS word, count() AS times FROM reviews WHERE source = {source:String} AND channel != '' GROUP BY channel
)
GROUP BY filter, word
ORDER BY filter, clicks DESC, word
