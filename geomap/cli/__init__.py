"""The command line: the only place that prints or picks an exit status."""

from geomap.cli.commands import app

__all__ = ["app"]
