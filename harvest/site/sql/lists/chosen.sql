r.{key} IN ({having})
