"""Events to files that maps and GIS programs read: GeoJSON, GeoPackage, GeoParquet, KML, and flat CSV or Parquet."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.atomic import replaced, written
from geomap.errors import FrameError
from geomap.export.attribution import ATTRIBUTION
from geomap.export.cells import encodable
from geomap.export.frames import flat, write_frame
from geomap.export.geometries import ShapeOf, event_geometries
from geomap.tables import COLUMNS, SCHEMA, Tables, check_tables

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_OF_REPORT = ("doc_id", "evidence", "claimed_by", "claim_side", "verification")
_OF_EVENT = tuple(column.name for column in COLUMNS["events"] if column.name not in {"lat", "lon"})
_PROPERTIES = (*_OF_EVENT, "place_names", "uncertainty_km", *_OF_REPORT)

# XML 1.0 and SQLite cannot hold these.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(tables: Tables, path: Path | str, *, shape_of: ShapeOf | None = None) -> Path:
    """
    Write the events as the suffix of `path` says.

    Parameters
    ----------
    tables
        Checked first.
    path
        .geojson or .json; .gpkg (with mentions, places and reports as tables), .parquet (GeoParquet) or .kml, which
        need the extra `geo`; .csv, without outlines. Replaced only once the new file is whole.
    shape_of
        Outlines of regions; geomap's own by default.

    Returns
    -------
    path
        As given.

    Raises
    ------
    FrameError
        If the suffix is none of these, the tables break the contract, or the extra is not installed.

    Notes
    -----
    Coordinates are WGS 84 degrees, longitude first as these formats have it; how finely an event is drawn is said
    at `event_geometries`.
    """
    check_tables(tables)
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix == ".csv":
        write_frame(flat("events", tables.events), target)
        return target
    writer = _WRITERS.get(suffix)
    if writer is None:
        raise FrameError(f"{target.name!r}: {suffix!r} is no format; {', '.join([*_WRITERS, '.csv'])} are")
    writer(tables, event_geometries(tables, shape_of or _outline), target)
    return target


def _outline(place_id: str) -> BaseGeometry | None:
    from geomap.boundaries import region_shape  # noqa: PLC0415 - outlines are read only where a region is drawn

    source, _, code = place_id.partition(":")
    return region_shape(code) if source == "iso3166-2" else None


def _properties(tables: Tables) -> list[dict[str, object]]:
    """Return the events' own columns, with the names of their places and the first report, in JSON's types."""
    places = {str(row["place_id"]): row for row in tables.places.to_dict("records")}
    first = {str(row["event_id"]): row for row in reversed(tables.reports.to_dict("records"))}
    rows = []
    for event in tables.events.to_dict("records"):
        row = {name: _json_value(event[name]) for name in _OF_EVENT}
        at = [places.get(place_id, {}) for place_id in event["place_ids"]]
        report = first.get(str(event["event_id"]), {})
        reaches = [place["uncertainty_km"] for place in at if not _is_missing(place.get("uncertainty_km"))]
        row["place_names"] = [str(place.get("name", "")) for place in at]
        row["uncertainty_km"] = max(reaches, default=None)
        row |= {name: _json_value(report.get(name)) for name in _OF_REPORT}
        rows.append(row)
    return rows


def _write_geojson(tables: Tables, geometries: list[BaseGeometry | None], target: Path) -> None:
    import shapely  # noqa: PLC0415 - as above

    features = [
        {
            "type": "Feature",
            "id": row["event_id"],
            "geometry": shapely.geometry.mapping(_counter_clockwise(geometry)) if geometry is not None else None,
            "properties": row,
        }
        for row, geometry in zip(_properties(tables), geometries, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "schema": SCHEMA,
        "attribution": ATTRIBUTION,
        "features": features,
    }
    with written(target) as file:
        try:
            file.write(json.dumps(collection, ensure_ascii=False, allow_nan=False).encode())
        except UnicodeEncodeError:
            file.write(json.dumps(collection, allow_nan=False).encode())


def _counter_clockwise(geometry: BaseGeometry) -> BaseGeometry:
    """Turn polygons' outer rings as RFC 7946 section 3.1.6 wants them, six decimals (0.1 m)."""
    import shapely  # noqa: PLC0415 - as above

    return shapely.orient_polygons(shapely.set_precision(geometry, 1e-6, mode="pointwise"))


def _json_value(value: Any) -> object:
    import pandas as pd  # noqa: PLC0415 - loaded with the tables

    if isinstance(value, list | dict):
        return value
    if _is_missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    plain = value.item() if hasattr(value, "item") else value
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def _is_missing(value: Any) -> bool:
    import pandas as pd  # noqa: PLC0415 - loaded with the tables

    return value is None or bool(pd.isna(value))


def _frame(tables: Tables, geometries: list[BaseGeometry | None]) -> Any:
    """Return the events as a GeoDataFrame that every driver can write: lists as JSON, days as text."""
    geopandas = _needs_geo()
    rows = _properties(tables)
    columns = {name: [_cell(row[name]) for row in rows] for name in _PROPERTIES}
    return geopandas.GeoDataFrame(columns, geometry=geometries, crs="EPSG:4326")


def _cell(value: object) -> object:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
    if not isinstance(text, str):
        return text
    return _CONTROL.sub("\ufffd", encodable(text))


def _write_gpkg(tables: Tables, geometries: list[BaseGeometry | None], target: Path) -> None:
    events = _frame(tables, geometries)
    import pyogrio  # noqa: PLC0415 - of the extra, known to be there

    stated = {"schema": SCHEMA, "attribution": ATTRIBUTION}
    with replaced(target) as fresh:
        pyogrio.write_dataframe(
            events, fresh, driver="GPKG", layer="events", geometry_type="Unknown", dataset_metadata=stated
        )
        for name in ("mentions", "places", "reports"):
            table = flat(name, getattr(tables, name))
            cells = {key: [_cell(_json_value(value)) for value in table[key]] for key in table.columns}
            pyogrio.write_dataframe(type(table)(cells), fresh, driver="GPKG", layer=name, append=True)


def _write_geoparquet(tables: Tables, geometries: list[BaseGeometry | None], target: Path) -> None:
    events = _frame(tables, geometries)
    import pyarrow.parquet as pq  # noqa: PLC0415 - of the extra, known to be there

    with replaced(target) as fresh:
        events.to_parquet(fresh, index=False)
        table = pq.read_table(fresh)
        stated = {**(table.schema.metadata or {}), b"schema": SCHEMA.encode(), b"attribution": ATTRIBUTION.encode()}
        pq.write_table(table.replace_schema_metadata(stated), fresh)


def _write_kml(tables: Tables, geometries: list[BaseGeometry | None], target: Path) -> None:
    events = _frame(tables, geometries)
    import pyogrio  # noqa: PLC0415 - of the extra, known to be there

    # Earth browsers read a placemark's texts as HTML, so they are escaped twice: here, and by the driver for XML.
    texts = [name for name in events.columns if name != "geometry" and events[name].map(type).eq(str).any()]
    escaped = events.assign(**{name: events[name].map(_escaped) for name in texts})
    escaped.insert(
        0, "Name", [f"{layer}: {place}" for layer, place in zip(escaped["layer"], _titles(tables), strict=True)]
    )
    escaped.insert(1, "Description", escaped["evidence"])
    with replaced(target) as fresh:
        pyogrio.write_dataframe(
            escaped,
            fresh,
            driver="LIBKML",
            layer="events",
            dataset_options={"NAME": f"{SCHEMA} events", "DESCRIPTION": ATTRIBUTION},
        )


def _escaped(value: object) -> object:
    return html.escape(value) if isinstance(value, str) else value


def _titles(tables: Tables) -> list[str]:
    names = dict(zip(tables.places["place_id"], tables.places["name"], strict=True))
    return [_escape_title(", ".join(names.get(one, one) for one in ids)) for ids in tables.events["place_ids"]]


def _escape_title(title: str) -> str:
    return html.escape(str(_cell(title))) or "no place"


def _needs_geo() -> Any:
    try:
        import geopandas  # noqa: PLC0415 - an extra; it brings pyogrio along

        import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise FrameError(f"this format needs {error.name!r}, of an extra: pip install 'geomap[geo]'") from error
    return geopandas


_WRITERS: Mapping[str, Callable[[Tables, list[Any], Path], None]] = {
    ".geojson": _write_geojson,
    ".json": _write_geojson,
    ".gpkg": _write_gpkg,
    ".parquet": _write_geoparquet,
    ".kml": _write_kml,
}
