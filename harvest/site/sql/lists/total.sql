SELECT count(*) FROM ({ids})
