upstream IS NULL
