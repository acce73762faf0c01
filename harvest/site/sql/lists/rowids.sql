SELECT group_concat(rowid) FROM ({ids})
