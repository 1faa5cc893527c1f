"""Anything readable to Documents: texts, JSONL, web pages, PDFs, Word files, tables, feeds, Python objects."""

from geomap.documents.lines import LineReader
from geomap.documents.objects import documents_of
from geomap.documents.plain import read_day
from geomap.documents.reading import Reading, read_documents
from geomap.documents.streaming import stream_documents

__all__ = ["LineReader", "Reading", "documents_of", "read_day", "read_documents", "stream_documents"]
