SELECT alias, id FROM aliases
WHERE kind = 'trial' AND alias IN (SELECT value FROM json_each(:ids))
