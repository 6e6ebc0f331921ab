-- Which of some customers (accounts or visitors, by commas) a source has ever named: by a click, an order line or a comment.
SELECT word FROM (SELECT arrayJoin(splitByChar(',', {words:String})) AS word)
WHERE word IN (SELECT arrayJoin([customer, visitor]) FROM clicks WHERE source = {source:String} AND hasAny([customer, visitor], splitByChar(',', {words:String})))
    OR word IN (SELECT arrayJoin([customer, visitor]) FROM order_lines WHERE source = {source:String} AND hasAny([customer, visitor], splitByChar(',', {words:String})))
    OR word IN (SELECT arrayJoin([customer, visitor]) FROM reviews WHERE source = {source:String} AND hasAny([customer, visitor], splitByChar(',', {words:String})))
