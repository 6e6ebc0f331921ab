-- Carries out a reset mark: what came before it from its partition and of its source goes.
DELETE FROM {table:Identifier}
WHERE source = {source:String} AND origin_epoch = {epoch:String} AND origin_topic = {topic:String}
    AND origin_partition = {partition:UInt32} AND origin_offset < {offset:UInt64}
