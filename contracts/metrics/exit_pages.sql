-- title: Exit pages
-- unit: sessions
-- meaning: Where sessions end. exit_rate_percent: of all views of that page, those that were the last of their session (not known for one category or product).
-- kind: bars
-- better: neither
-- samples: sessions
-- minimum: 30
-- phrases: exit pages; where do people leave; where do visitors drop off; last page of a visit; on which page do we lose people; exit rate by page; where do sessions end; which pages make people leave
SELECT exits.label AS label, exits.sessions AS value, exits.sessions AS samples, round(100 * exits.sessions / sum(exits.sessions) OVER (), 2) AS share_percent,
    if(views.views > 0 AND {category:String} = '' AND {product:String} = '', round(100 * exits.sessions / views.views, 2), NULL) AS exit_rate_percent
FROM (
    SELECT exit_page AS label, count() AS sessions
    FROM sessions
    WHERE source = {source:String} AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')} AND exit_page != ''
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
        AND ({category:String} = '' OR hasAny(categories, splitByChar(',', {category:String})))
        AND ({product:String} = '' OR hasAny(products, splitByChar(',', {product:String})))
    GROUP BY label
) AS exits
LEFT JOIN (
    SELECT page AS label, count() AS views
    FROM clicks
    WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
        AND ({device:String} = '' OR has(splitByChar(',', {device:String}), device))
        AND ({channel:String} = '' OR has(splitByChar(',', {channel:String}), channel))
    GROUP BY label
) AS views USING (label)
ORDER BY value DESC, label LIMIT 50
