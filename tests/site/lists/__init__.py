"""Lists and the search: filters, counts, orders, downloads and feeds."""
