"""Records -> dataframes: the one column contract, and its check."""

from geomap.tables.contract import COLUMNS, COUNT_COLUMNS, SCHEMA, Column, Tables, check_tables
from geomap.tables.rows import build_tables

__all__ = ["COLUMNS", "COUNT_COLUMNS", "SCHEMA", "Column", "Tables", "build_tables", "check_tables"]
