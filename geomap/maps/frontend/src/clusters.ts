/**
 * Marks near each other, gathered at one zoom: each spot takes in the spots within reach that none took before it, as
 * Supercluster does for every zoom at once. One zoom at a time is ready sooner, and a filter's change costs one pass.
 */

import type { Place } from "./data";
import { mercator } from "./shapes";
import type { Spot } from "./spots";

export interface Cluster {
  /** Middle of its spots in the unit square, each weighed by its events. */
  x: number;
  y: number;
  spots: Spot[];
  events: number;
}

const WORLD = 256;
const REACH = 36;
const WIDE_REACH = 70;
const MANY = 2000;

/** Spots of one filter's result, and their clusters for whichever zoom was asked for last. */
export class Clusters {
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private zoom = NaN;
  private found: Cluster[] = [];

  constructor(
    private readonly spots: Spot[],
    places: Place[],
  ) {
    this.x = new Float64Array(spots.length);
    this.y = new Float64Array(spots.length);
    spots.forEach(({ place }, i) => ([this.x[i], this.y[i]] = mercator(places[place]!.lat!, places[place]!.lon!)));
  }

  at(zoom: number): Cluster[] {
    if (zoom !== this.zoom) {
      this.zoom = zoom;
      this.found = this.gather((this.spots.length > MANY ? WIDE_REACH : REACH) / (WORLD * 2 ** zoom));
    }
    return this.found;
  }

  private gather(reach: number): Cluster[] {
    const grid = new Grid(this.x, this.y, reach);
    const taken = new Uint8Array(this.spots.length);
    const clusters: Cluster[] = [];
    for (let i = 0; i < this.spots.length; i++) {
      if (taken[i]) continue;
      const cluster: Cluster = { x: 0, y: 0, spots: [], events: 0 };
      grid.near(this.x[i]!, this.y[i]!, (j) => {
        if (taken[j] || (this.x[j]! - this.x[i]!) ** 2 + (this.y[j]! - this.y[i]!) ** 2 > reach * reach) return;
        taken[j] = 1;
        this.add(cluster, j);
      });
      cluster.x /= cluster.events;
      cluster.y /= cluster.events;
      clusters.push(cluster);
    }
    return clusters;
  }

  private add(cluster: Cluster, i: number): void {
    const spot = this.spots[i]!;
    const weight = spot.rows.length;
    cluster.x += this.x[i]! * weight;
    cluster.y += this.y[i]! * weight;
    cluster.events += weight;
    cluster.spots.push(spot);
  }
}

/** Square cells as chains of indexes, so that neighbours are looked for in nine cells alone. */
class Grid {
  private readonly heads = new Map<number, number>();
  private readonly next: Int32Array;
  private readonly columns: number;

  constructor(
    x: Float64Array,
    y: Float64Array,
    private readonly size: number,
  ) {
    this.next = new Int32Array(x.length);
    this.columns = Math.ceil(2 / size) + 2;
    for (let i = x.length - 1; i >= 0; i--) {
      const cell = this.cell(x[i]!, y[i]!);
      this.next[i] = this.heads.get(cell) ?? -1;
      this.heads.set(cell, i);
    }
  }

  private cell(x: number, y: number): number {
    return (Math.floor(y / this.size) + 1) * this.columns + Math.floor(x / this.size) + 1;
  }

  near(x: number, y: number, visit: (i: number) => void): void {
    const middle = this.cell(x, y);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const cell = middle + dy * this.columns + dx;
        for (let i = this.heads.get(cell) ?? -1; i >= 0; i = this.next[i]!) visit(i);
      }
    }
  }
}
