/**
 * TopoJSON to rings in Web Mercator's unit square, ready to be scaled to pixels. Each arc is decoded and projected once;
 * topojson-client, which does so for each shape that has it, took most of the time until the page was ready.
 */

/** x and y by turns, each 0 to 1 across the square world; y grows southwards. */
export type Ring = Float64Array;

/** West, north, east, south in the unit square. */
type Box = [number, number, number, number];

export interface Shape {
  id: string;
  rings: Ring[];
  box: Box;
}

export interface BaseMap {
  countries: Map<string, Shape>;
  regions: Map<string, Shape>;
  borders: Ring[];
  disputed: Ring[];
}

interface Geometry {
  type: "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString" | null;
  id?: string | number;
  arcs?: unknown;
}

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  objects: Record<string, { geometries: Geometry[] }>;
  /** x and y by turns, before `transform`, each the difference from the point before. */
  arcs: number[][];
}

export function readTopology(topology: Topology): BaseMap {
  const arcs = decodeArcs(topology);
  const countries = topology.objects["countries"]?.geometries ?? [];
  const disputed = topology.objects["disputed"]?.geometries ?? [];
  return {
    countries: shapesOf(countries, arcs),
    regions: shapesOf(topology.objects["regions"]?.geometries ?? [], arcs),
    borders: sharedArcs(countries).map((index) => arcs[index]!),
    disputed: disputed.flatMap((line) => linesOf(line).map((indexes) => join(indexes, arcs))),
  };
}

function decodeArcs({ arcs, transform }: Topology): Ring[] {
  const [kx, ky] = transform.scale;
  const [tx, ty] = transform.translate;
  return arcs.map((steps) => {
    const ring = new Float64Array(steps.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i]!;
      y += steps[i + 1]!;
      ring[i] = mercatorX(x * kx + tx);
      ring[i + 1] = mercatorY(y * ky + ty);
    }
    return ring;
  });
}

/** Arcs that two countries have: their borders, and not their coasts. */
function sharedArcs(geometries: Geometry[]): number[] {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const geometry of geometries) {
    for (const index of linesOf(geometry).flat()) {
      const arc = index < 0 ? ~index : index;
      if (seen.has(arc)) shared.add(arc);
      else seen.add(arc);
    }
  }
  return [...shared];
}

/** The rings or lines of a geometry, each as indexes of arcs; a negative one is an arc read backwards. */
function linesOf({ type, arcs }: Geometry): number[][] {
  if (type === "MultiPolygon") return (arcs as number[][][]).flat();
  if (type === "Polygon" || type === "MultiLineString") return arcs as number[][];
  return type === "LineString" ? [arcs as number[]] : [];
}

/** A ring of its arcs; one arc alone is drawn the same whichever way it is read. */
function join(indexes: number[], arcs: Ring[]): Ring {
  const arcAt = (index: number) => arcs[index < 0 ? ~index : index]!;
  if (indexes.length === 1) return arcAt(indexes[0]!);
  let length = 2;
  for (const index of indexes) length += arcAt(index).length - 2;
  const ring = new Float64Array(length);
  let at = 0;
  for (const index of indexes) {
    const arc = arcAt(index);
    const step = index < 0 ? -2 : 2;
    let from = index < 0 ? arc.length - 2 : 0;
    for (let n = arc.length / 2; n > 0; n--, from += step) {
      ring[at] = arc[from]!;
      ring[at + 1] = arc[from + 1]!;
      at += 2;
    }
    at -= 2; // the last point is the next arc's first
  }
  return ring;
}

function shapesOf(geometries: Geometry[], arcs: Ring[]): Map<string, Shape> {
  return new Map(
    geometries.map((geometry) => {
      const id = String(geometry.id ?? "");
      const rings = linesOf(geometry).map((indexes) => join(indexes, arcs));
      return [id, { id, rings, box: boxOf(rings) }];
    }),
  );
}

export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

export function mercatorY(lat: number): number {
  const sine = Math.sin((Math.max(Math.min(lat, 85.0511), -85.0511) * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
}

export function mercator(lat: number, lon: number): [number, number] {
  return [mercatorX(lon), mercatorY(lat)];
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

function boxOf(rings: Ring[]): Box {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i]!;
      const y = ring[i + 1]!;
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
  }
  return [west, north, east, south];
}
