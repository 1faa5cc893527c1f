/**
 * TopoJSON to rings in Web Mercator's unit square, ready to be scaled to pixels. Each arc is decoded and projected once;
 * topojson-client, which does so for each shape that has it, took most of the time until the page was ready.
 */

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

interface Geometry {
  type: "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString" | null;
  id?: string | number;
  properties?: { name?: string };
  arcs?: unknown;
}

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  objects: Record<string, { geometries: Geometry[] }>;
  /** Differences from point to point, each `[x, y]` before `transform`. */
  arcs: [number, number][][];
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
    const ring = new Float64Array(steps.length * 2);
    let x = 0;
    let y = 0;
    steps.forEach(([dx, dy], i) => {
      x += dx;
      y += dy;
      ring.set(mercator(y * ky + ty, x * kx + tx), i * 2);
    });
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

function join(indexes: number[], arcs: Ring[]): Ring {
  const parts = indexes.map((index) => arcs[index < 0 ? ~index : index]!);
  const ring = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0) - 2 * (parts.length - 1));
  let at = 0;
  parts.forEach((part, i) => {
    const points = part.length / 2;
    for (let k = i ? 1 : 0; k < points; k++) {
      const from = indexes[i]! < 0 ? points - 1 - k : k;
      ring[at++] = part[from * 2]!;
      ring[at++] = part[from * 2 + 1]!;
    }
  });
  return ring;
}

function shapesOf(geometries: Geometry[], arcs: Ring[]): Map<string, Shape> {
  return new Map(
    geometries.map((geometry) => {
      const id = String(geometry.id ?? "");
      const rings = linesOf(geometry).map((indexes) => join(indexes, arcs));
      return [id, { id, name: geometry.properties?.name ?? id, rings, box: boxOf(rings) }];
    }),
  );
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
