-- Inserts of this user into this database that run now, whoever asked for them and whether or not he still waits.
SELECT query_id FROM system.processes
WHERE query_kind = 'Insert' AND current_database = currentDatabase() AND user = currentUser()
