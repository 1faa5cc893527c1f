"""`python -m geomap`: the command line, where `geomap` itself is not on the path."""

from geomap.cli import app

if __name__ == "__main__":
    app(prog_name="geomap")
