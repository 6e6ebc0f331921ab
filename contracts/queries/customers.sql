-- Which of some words are customers of a source: accounts and visitors, as their orders, clicks, comments and leads name them.
SELECT DISTINCT word FROM (
    SELECT customer AS word FROM customer_values WHERE source = {source:String} AND customer IN {words:Array(String)}
    UNION ALL
    SELECT arrayJoin(arrayFilter(each -> has({words:Array(String)}, each), [toString(coalesce(customer, '')), toString(coalesce(visitor, ''))])) AS word
        FROM order_lines WHERE source = {source:String} AND (customer IN {words:Array(String)} OR visitor IN {words:Array(String)})
    UNION ALL
    SELECT arrayJoin(arrayFilter(each -> has({words:Array(String)}, each), [toString(coalesce(customer, '')), toString(coalesce(visitor, ''))])) AS word
        FROM clicks WHERE source = {source:String} AND (customer IN {words:Array(String)} OR visitor IN {words:Array(String)})
    UNION ALL
    SELECT toString(customer) AS word FROM reviews WHERE source = {source:String} AND customer IN {words:Array(String)}
    UNION ALL
    SELECT coalesce(customer, visitor, session) AS word FROM leads WHERE source = {source:String} AND coalesce(customer, visitor, session) IN {words:Array(String)}
)
ORDER BY word
