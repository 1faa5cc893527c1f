/** TopoJSON to rings in Web Mercator's unit square, ready to be scaled to pixels. */

import { feature, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";

/** x and y by turns, each 0 to 1 across the square world; y grows southwards. */
export type Ring = Float64Array;

export interface Shape {
  id: string;
  name: string;
  rings: Ring[];
  /** West, north, east, south in the unit square. */
  box: [number, number, number, number];
}

export interface BaseMap {
  countries: Map<string, Shape>;
  regions: Map<string, Shape>;
  borders: Ring[];
  disputed: Ring[];
}

interface Properties {
  name?: string;
  code?: string;
  iso2?: string;
}

export function readTopology(topology: Topology): BaseMap {
  const countries = topology.objects["countries"] as GeometryCollection<Properties> | undefined;
  return {
    countries: shapesOf(topology, "countries"),
    regions: shapesOf(topology, "regions"),
    borders: countries ? lines(mesh(topology, countries as never, (a, b) => a !== b)) : [],
    disputed: linesOf(topology, "disputed"),
  };
}

export function mercator(lat: number, lon: number): [number, number] {
  const sine = Math.sin((Math.max(Math.min(lat, 85.0511), -85.0511) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI];
}

/** A canvas path of rings that may be in view, moved by `dx`, `dy` pixels after scaling. */
export function pathOf(rings: Ring[], scale: number, dx: number, dy: number, path = new Path2D()): Path2D {
  for (const ring of rings) {
    let lastX = NaN;
    let lastY = NaN;
    for (let i = 0; i < ring.length; i += 2) {
      const x = Math.round(ring[i]! * scale + dx);
      const y = Math.round(ring[i + 1]! * scale + dy);
      if (i === 0) path.moveTo(x, y);
      else if (x !== lastX || y !== lastY) path.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
  return path;
}

function shapesOf(topology: Topology, object: string): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  const collection = topology.objects[object] as GeometryCollection<Properties> | undefined;
  for (const geometry of collection?.geometries ?? []) {
    const properties: Properties = geometry.properties ?? {};
    const id = String(geometry.id ?? properties.code ?? properties.iso2 ?? properties.name ?? "");
    const rings = ringsOf(topology, geometry);
    shapes.set(id, { id, name: properties.name ?? id, rings, box: boxOf(rings) });
  }
  return shapes;
}

function ringsOf(topology: Topology, object: GeometryObject): Ring[] {
  const { geometry } = feature(topology, object as never) as unknown as GeoJSON.Feature;
  if (geometry?.type === "Polygon") return geometry.coordinates.map(toRing);
  if (geometry?.type === "MultiPolygon") return geometry.coordinates.flat().map(toRing);
  return [];
}

function linesOf(topology: Topology, object: string): Ring[] {
  const collection = topology.objects[object] as GeometryCollection | undefined;
  return (collection?.geometries ?? []).flatMap((line) => {
    const { geometry } = feature(topology, line as never) as unknown as GeoJSON.Feature;
    if (geometry?.type === "LineString") return [toRing(geometry.coordinates)];
    return geometry?.type === "MultiLineString" ? lines(geometry) : [];
  });
}

function lines(geometry: GeoJSON.MultiLineString): Ring[] {
  return geometry.coordinates.map(toRing);
}

function toRing(positions: GeoJSON.Position[]): Ring {
  const ring = new Float64Array(positions.length * 2);
  positions.forEach(([lon, lat], i) => ring.set(mercator(lat!, lon!), i * 2));
  return ring;
}

function boxOf(rings: Ring[]): Shape["box"] {
  const box: Shape["box"] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]!);
      box[1] = Math.min(box[1], ring[i + 1]!);
      box[2] = Math.max(box[2], ring[i]!);
      box[3] = Math.max(box[3], ring[i + 1]!);
    }
  }
  return box;
}
