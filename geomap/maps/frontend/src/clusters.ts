/**
 * Marks near each other, gathered at one zoom: each spot takes in the spots within reach that none took before it, as
 * Supercluster does for every zoom at once. One zoom at a time is ready sooner, and a filter's change costs one pass.
 */

import type { Places } from "./places";
import { mercatorX, mercatorY } from "./shapes";
import type { Spots } from "./spots";

export interface Cluster {
  /** Middle of its spots in the unit square, each weighed by its events. */
  x: number;
  y: number;
  /** Indexes of its spots. */
  spots: number[];
  events: number;
}

const WORLD = 256;
const REACH = 36;
const WIDE_REACH = 70;
const MANY = 2000;
const TAKEN = -2;

/** Spots of one filter's result, and their clusters for whichever zoom was asked for last. */
export class Clusters {
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private zoom = NaN;
  private found: Cluster[] = [];

  constructor(
    private readonly spots: Spots,
    places: Places,
  ) {
    const n = spots.length;
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      this.x[i] = mercatorX(places.lon[spots.place[i]!]!);
      this.y[i] = mercatorY(places.lat[spots.place[i]!]!);
    }
  }

  at(zoom: number): Cluster[] {
    if (zoom !== this.zoom) {
      this.zoom = zoom;
      this.found = this.gather((this.spots.length > MANY ? WIDE_REACH : REACH) / (WORLD * 2 ** zoom));
    }
    return this.found;
  }

  private gather(reach: number): Cluster[] {
    const { x, y } = this;
    const grid = new Grid(x, y, reach);
    const clusters: Cluster[] = [];
    for (let i = 0; i < x.length; i++) {
      const near = grid.take(i, reach);
      if (near.length) clusters.push(this.cluster(near));
    }
    return clusters;
  }

  private cluster(spots: number[]): Cluster {
    const { counts } = this.spots;
    let x = 0;
    let y = 0;
    let events = 0;
    for (let at = 0; at < spots.length; at++) {
      const i = spots[at]!;
      const weight = counts[i]!;
      x += this.x[i]! * weight;
      y += this.y[i]! * weight;
      events += weight;
    }
    return { x: x / events, y: y / events, spots, events };
  }
}

/** Square cells as chains of indexes in a hash table, so that neighbours are looked for in nine cells alone. */
class Grid {
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly mask: number;

  constructor(
    private readonly x: Float64Array,
    private readonly y: Float64Array,
    private readonly size: number,
  ) {
    this.mask = 2 ** Math.ceil(Math.log2(x.length * 2 + 2)) - 1;
    this.heads = new Int32Array(this.mask + 1).fill(-1);
    this.next = new Int32Array(x.length);
    for (let i = x.length - 1; i >= 0; i--) {
      const cell = this.cell(Math.floor(x[i]! / size), Math.floor(y[i]! / size));
      this.next[i] = this.heads[cell]!;
      this.heads[cell] = i;
    }
  }

  private cell(column: number, row: number): number {
    return (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & this.mask;
  }

  /** Take out what lies within reach of a point, the point included; none where it was taken before. */
  take(i: number, reach: number): number[] {
    const { x, y, next, heads, size } = this;
    const taken: number[] = [];
    if (next[i] === TAKEN) return taken;
    const [atX, atY] = [x[i]!, y[i]!];
    const [column, row] = [Math.floor(atX / size), Math.floor(atY / size)];
    for (let cell = 0; cell < 9; cell++) {
      const head = this.cell(column + (cell % 3) - 1, row + Math.floor(cell / 3) - 1);
      let before = -1;
      for (let j = heads[head]!; j >= 0; ) {
        const after = next[j]!;
        if ((x[j]! - atX) ** 2 + (y[j]! - atY) ** 2 <= reach * reach) {
          taken.push(j);
          next[j] = TAKEN;
          if (before < 0) heads[head] = after;
          else next[before] = after;
        } else before = j;
        j = after;
      }
    }
    return taken;
  }
}
