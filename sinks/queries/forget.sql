-- Carries out a reset mark: what came before it from its partition and of its source goes, and what an earlier log has left of it.
DELETE FROM {table:Identifier}
WHERE source = {source:String} AND (
    origin_epoch != {epoch:String}
    OR (origin_topic = {topic:String} AND origin_partition = {partition:UInt32} AND origin_offset < {offset:UInt64})
)
