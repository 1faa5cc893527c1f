/** What is drawn where: filtered events gathered by place. */

import type { Events } from "./events";
import type { Place, Places } from "./places";
import type { BaseMap } from "./shapes";

/** Events drawn as a mark at one place. */
export interface Spot {
  place: number;
  precision: number;
  rows: number[];
}

/** Events drawn as one area: a region's or a country's polygon, or a circle where there is no polygon. */
export interface Area {
  place: number;
  shape: string | null;
  rows: number[];
}

export interface Drawn {
  spots: Spots;
  areas: Area[];
  /** Rows that the map cannot show: no place, or none that may be drawn. */
  unplaced: number[];
}

const PRECISIONS = 4;

/** Spots as columns, for a map may have a hundred thousand. */
export class Spots {
  length = 0;
  readonly place: Int32Array;
  /** How many events each has. */
  readonly counts: Uint32Array;
  private readonly keys: Int32Array;
  private readonly spotOf: Int32Array;
  private readonly rows: Int32Array;
  private readonly next: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private pairs = 0;

  constructor(places: number, most: number) {
    this.spotOf = new Int32Array(places * PRECISIONS).fill(-1);
    const room = Math.min(most, places * PRECISIONS);
    [this.place, this.keys, this.first, this.last] = [0, 0, 0, 0].map(() => new Int32Array(room)) as [Int32Array, Int32Array, Int32Array, Int32Array];
    this.counts = new Uint32Array(room);
    this.rows = new Int32Array(most);
    this.next = new Int32Array(most).fill(-1);
  }

  add(row: number, place: number, precision: number): void {
    const key = place * PRECISIONS + precision;
    const pair = this.pairs++;
    this.rows[pair] = row;
    let spot = this.spotOf[key]!;
    if (spot < 0) {
      spot = this.length++;
      this.spotOf[key] = spot;
      this.keys[spot] = key;
      this.place[spot] = place;
      this.first[spot] = pair;
    } else this.next[this.last[spot]!] = pair;
    this.last[spot] = pair;
    this.counts[spot]! += 1;
  }

  eachRow(spot: number, visit: (row: number) => void): void {
    for (let pair = this.first[spot]!; pair >= 0; pair = this.next[pair]!) visit(this.rows[pair]!);
  }

  at(spot: number): Spot {
    const rows: number[] = [];
    this.eachRow(spot, (row) => rows.push(row));
    return { place: this.place[spot]!, precision: this.keys[spot]! % PRECISIONS, rows };
  }
}

/** Gather the events of `rows` by place. Precision 1 and 2 are marks; 3 and 4 are areas and never marks. */
export function gather(events: Events, rows: readonly number[], places: Places, base: BaseMap): Drawn {
  const { offsets, place: placeOf, precision: precisionOf } = events;
  const spots = new Spots(places.length, placeOf.length);
  const areas = new Map<number, Area>();
  const unplaced: number[] = [];
  for (const row of rows) {
    let drawn = false;
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
      const place = placeOf[i]!;
      const precision = precisionOf[i]!;
      if (precision >= 3) drawn = addArea(areas, row, place, places, base) || drawn;
      else if (precision > 0 && !Number.isNaN(places.lat[place]!)) {
        spots.add(row, place, precision);
        drawn = true;
      }
    }
    if (!drawn) unplaced.push(row);
  }
  return { spots, areas: [...areas.values()], unplaced };
}

/** The id of the polygon that draws a place: its region's or country's code. */
export function shapeOf(place: Place, base: BaseMap): string | null {
  const code = place.id.slice(place.id.indexOf(":") + 1);
  if (place.kind === "country") return base.countries.has(code) ? code : null;
  return base.regions.has(code) ? code : base.regions.has(place.id) ? place.id : null;
}

function addArea(areas: Map<number, Area>, row: number, index: number, places: Places, base: BaseMap): boolean {
  const known = areas.get(index);
  if (known) {
    known.rows.push(row);
    return true;
  }
  const place = places.at(index);
  if (!place) return false;
  const shape = shapeOf(place, base);
  if (shape === null && (place.lat === undefined || place.kind === "country")) return false;
  areas.set(index, { place: index, shape, rows: [row] });
  return true;
}
