-- title: RFM groups over time
-- unit: %
-- meaning: Share of customers in each RFM group (y) at the end of each twelfth of the period (x).
-- kind: heatmap
-- better: neither
-- samples: customers
-- minimum: 20
-- model: buys again
-- phrases: rfm groups over time; how do the rfm groups develop; do we have more champions than before; are we losing customers over time; trend of customer groups; how did the groups of customers change; share of lost customers over time; size of the rfm groups over time
WITH greatest(1, intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}) + 11, 12)) AS part
SELECT substring(toString(toDateTime(least({to:DateTime64(3, 'UTC')}, {from:DateTime64(3, 'UTC')} + toIntervalSecond(part * twelfth)), 'UTC')), if(part >= 43200, 1, 6), if(part >= 43200, 10, 11)) AS x,
    y, round(100 * count() / sum(count()) OVER (PARTITION BY x), 2) AS value, count() AS samples
FROM (
    SELECT arrayJoin(range(1, 13)) AS twelfth, customer, CAST(argMax(rfm_group, (at, origin_offset, origin_index)), 'String') AS y
    FROM customer_values
    WHERE source = {source:String} AND at < {from:DateTime64(3, 'UTC')} + toIntervalSecond(part * twelfth) AND at < {to:DateTime64(3, 'UTC')}
        AND ({country:String} = '' OR has(splitByChar(',', {country:String}), country))
    GROUP BY twelfth, customer
)
GROUP BY x, y ORDER BY indexOf(['champions', 'loyal', 'potential loyalists', 'new', 'promising', 'need attention', 'about to sleep', 'at risk', 'can\'t lose', 'hibernating', 'lost'], y), x LIMIT 2000
