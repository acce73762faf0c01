SELECT id, part FROM ({relation}) WHERE value IN (SELECT value FROM json_each(?))
