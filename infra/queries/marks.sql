-- The newest reset mark carried out on a table, by partition of the events topic.
SELECT origin_partition, max(origin_offset) FROM positions
WHERE table = {table:String} AND origin_epoch = {epoch:String} AND origin_topic = {topic:String}
GROUP BY origin_partition
