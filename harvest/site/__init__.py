"""The site: Datasette on the public file, with pages of its own for each kind of record."""
