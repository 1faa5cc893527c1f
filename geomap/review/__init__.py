"""Corrections: the file that holds them, the doubtful names a person is asked about, and what each one changed."""

from geomap.review.changes import describe_corrections
from geomap.review.correction_file import NOT_A_PLACE, find_corrections, read_corrections, write_corrections
from geomap.review.questions import write_review

__all__ = [
    "NOT_A_PLACE",
    "describe_corrections",
    "find_corrections",
    "read_corrections",
    "write_corrections",
    "write_review",
]
