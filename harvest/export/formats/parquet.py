"""Parquet: every published table, for DuckDB, Polars, pandas and the like."""

from harvest.export.format import BaseFormat
from harvest.publish import parquet

FORMAT = BaseFormat(
    name="parquet",
    label="Parquet",
    programs="DuckDB, Polars, pandas",
    ending="parquet",
    media_type="application/vnd.apache.parquet",
    most=1_000_000_000,
    place=20,
    text=False,
    write=parquet.write,
)
