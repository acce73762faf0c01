"""A lake of Parquet beside the database: whole registries, read from the files they give out.

units (what is read together) → parse (one unit: parts, bytes, index) → manifest (its row, last)
run (all that is due, by cluster) │ lake (the current records of all units, for readers)
"""
