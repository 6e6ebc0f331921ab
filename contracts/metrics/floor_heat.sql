-- title: Where people stand
-- unit: s
-- meaning: Person-seconds by cell of a grid laid over the floor picture (over the picture of the camera, where it is not placed on one): x from left to right, y from top to bottom.
-- kind: heatmap
-- better: neither
-- samples: reports of a camera
-- minimum: 1
-- phrases: where people stand; heatmap of the floor; floor heatmap; store heatmap; hot spots in the store; show me the heat on the floor; zone heatmap; where is the store hot
SELECT cell.1 AS x, cell.2 AS y, round(sum(cell.3), 1) AS value, count() AS samples, max(grid_columns) AS grid_columns, max(grid_rows) AS grid_rows
FROM floor_heat
ARRAY JOIN arrayZip(cell_columns, cell_rows, seconds) AS cell
WHERE source = {source:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
GROUP BY x, y ORDER BY y, x LIMIT 2000
