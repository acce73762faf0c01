{ids}
ORDER BY {order}
LIMIT ? OFFSET ?
