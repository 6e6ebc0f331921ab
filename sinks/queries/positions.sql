-- The last origin position of each log partition that a table holds, or held before a reset.
SELECT origin_epoch, origin_topic, origin_partition, max(tuple(origin_offset, origin_index)) AS last
FROM (
    SELECT origin_epoch, origin_topic, origin_partition, origin_offset, origin_index FROM {table:Identifier}
    UNION ALL
    SELECT origin_epoch, origin_topic, origin_partition, origin_offset, origin_index FROM positions WHERE table = {name:String}
)
GROUP BY origin_epoch, origin_topic, origin_partition
