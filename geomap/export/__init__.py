"""Records and tables to files: the interchange file, CSV, Parquet, and formats for maps."""

from geomap.export.cells import defused, restored
from geomap.export.folder import read_sentences, read_tables
from geomap.export.frames import write_tables
from geomap.export.geo import write
from geomap.export.interchange import to_interchange, write_jsonl

__all__ = [
    "defused",
    "read_sentences",
    "read_tables",
    "restored",
    "to_interchange",
    "write",
    "write_jsonl",
    "write_tables",
]
