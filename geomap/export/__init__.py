"""Records and tables to files: the interchange file, CSV, Parquet, and formats for maps."""

from geomap.export.frames import read_tables, write_tables
from geomap.export.interchange import to_interchange, write_jsonl

__all__ = ["read_tables", "to_interchange", "write_jsonl", "write_tables"]
