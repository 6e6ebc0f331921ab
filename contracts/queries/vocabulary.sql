-- The words a source can be filtered by: each country, category, product, device and channel that its clicks carry, the most clicked first.
SELECT filter, word, clicks FROM (
    SELECT 'country' AS filter, country AS word, count() AS clicks FROM clicks WHERE source = {source:String} AND country != '' GROUP BY country
    UNION ALL
    SELECT 'category' AS filter, category AS word, count() AS clicks FROM clicks WHERE source = {source:String} AND category != '' GROUP BY category
    UNION ALL
    SELECT 'product' AS filter, product AS word, count() AS clicks FROM clicks WHERE source = {source:String} AND product != '' GROUP BY product
        ORDER BY clicks DESC LIMIT 1000
    UNION ALL
    SELECT 'device' AS filter, device AS word, count() AS clicks FROM clicks WHERE source = {source:String} AND device != '' GROUP BY device
    UNION ALL
    SELECT 'channel' AS filter, channel AS word, count() AS clicks FROM clicks WHERE source = {source:String} AND channel != '' GROUP BY channel
)
ORDER BY filter, clicks DESC, word
