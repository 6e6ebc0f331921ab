-- How many rows of a source a table still holds.
SELECT count() FROM {table:Identifier} WHERE source = {source:String}
