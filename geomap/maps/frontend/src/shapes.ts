/**
 * TopoJSON to rings in Web Mercator's unit square, ready to be scaled to pixels. Each arc is decoded and projected once,
 * when it comes into view; topojson-client, which does so for each shape that has it and at once, took most of the time
 * until the page was ready.
 */

/** x and y by turns, each 0 to 1 across the square world; y grows southwards. */
export type Ring = Float64Array;

/** West, north, east, south in the unit square. */
type Box = [number, number, number, number];

export interface BaseMap {
  countries: Map<string, Shape>;
  regions: Map<string, Shape>;
  disputed: Ring[];
}

interface Geometry {
  type: "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString" | null;
  id?: string | number;
  /** West, south, east, north in degrees. */
  bbox?: [number, number, number, number];
  arcs?: unknown;
}

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  objects: Record<string, { geometries: Geometry[] }>;
  /** x and y by turns, before `transform`, each the difference from the point before. */
  arcs: number[][];
}

/** A country or a region: its outline is worked out when it first comes into view, most never do. */
export class Shape {
  private made: Ring[] | null = null;

  constructor(
    readonly id: string,
    readonly box: Box,
    private readonly lines: number[][],
    private readonly arcs: Arcs,
  ) {}

  get rings(): Ring[] {
    this.made ??= this.lines.map((indexes) => this.arcs.join(indexes));
    return this.made;
  }

  private broadest = NaN;

  /** How far its broadest part reaches from west to east, in the unit square: of islands, the broadest. */
  get breadth(): number {
    if (Number.isNaN(this.broadest)) this.broadest = Math.max(0, ...this.rings.map(breadthOf));
    return this.broadest;
  }

  /** Arcs that another country has too: its borders, and not its coasts. */
  get borders(): Ring[] {
    return this.lines.flat().filter((index) => this.arcs.isShared(index)).map((index) => this.arcs.at(index));
  }
}

function breadthOf(ring: Ring): number {
  let [west, east] = [Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    if (ring[i]! < west) west = ring[i]!;
    if (ring[i]! > east) east = ring[i]!;
  }
  return east - west;
}

export function readTopology(topology: Topology): BaseMap {
  const countries = topology.objects["countries"]?.geometries ?? [];
  const disputed = topology.objects["disputed"]?.geometries ?? [];
  const arcs = new Arcs(topology, countries);
  return {
    countries: shapesOf(countries, arcs),
    regions: shapesOf(topology.objects["regions"]?.geometries ?? [], arcs),
    disputed: disputed.flatMap((line) => linesOf(line).map((indexes) => arcs.join(indexes))),
  };
}

/** The topology's arcs, each decoded and projected when first asked for. A negative index is an arc read backwards. */
class Arcs {
  private readonly decoded: (Ring | undefined)[] = [];
  /** How many countries have each arc. */
  private readonly uses: Uint8Array;

  constructor(
    private readonly topology: Topology,
    countries: Geometry[],
  ) {
    this.uses = new Uint8Array(topology.arcs.length);
    for (const country of countries) {
      for (const line of linesOf(country)) for (const index of line) this.uses[plain(index)]! += 1;
    }
  }

  isShared(index: number): boolean {
    return this.uses[plain(index)]! > 1;
  }

  at(index: number): Ring {
    return (this.decoded[plain(index)] ??= this.decode(this.topology.arcs[plain(index)]!));
  }

  private decode(steps: number[]): Ring {
    const { scale, translate } = this.topology.transform;
    const ring = new Float64Array(steps.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i]!;
      y += steps[i + 1]!;
      ring[i] = mercatorX(x * scale[0] + translate[0]);
      ring[i + 1] = mercatorY(y * scale[1] + translate[1]);
    }
    return ring;
  }

  /** A ring of its arcs; one arc alone is drawn the same whichever way it is read. */
  join(indexes: number[]): Ring {
    if (indexes.length === 1) return this.at(indexes[0]!);
    let length = 2;
    for (const index of indexes) length += this.at(index).length - 2;
    const ring = new Float64Array(length);
    let at = 0;
    for (const index of indexes) {
      const arc = this.at(index);
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
}

function plain(index: number): number {
  return index < 0 ? ~index : index;
}

/** The rings or lines of a geometry, each as indexes of arcs; a negative one is an arc read backwards. */
function linesOf({ type, arcs }: Geometry): number[][] {
  if (type === "MultiPolygon") return (arcs as number[][][]).flat();
  if (type === "Polygon" || type === "MultiLineString") return arcs as number[][];
  return type === "LineString" ? [arcs as number[]] : [];
}

function shapesOf(geometries: Geometry[], arcs: Arcs): Map<string, Shape> {
  return new Map(
    geometries.map((geometry) => {
      const id = String(geometry.id ?? "");
      return [id, new Shape(id, boxOf(geometry.bbox), linesOf(geometry), arcs)];
    }),
  );
}

function boxOf([west, south, east, north]: [number, number, number, number] = [0, 0, 0, 0]): Box {
  return [mercatorX(west), mercatorY(north), mercatorX(east), mercatorY(south)];
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
export function pathOf(rings: Iterable<Ring>, scale: number, dx: number, dy: number, path = new Path2D()): Path2D {
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
