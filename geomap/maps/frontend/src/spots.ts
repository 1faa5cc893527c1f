/** What is drawn where: filtered events gathered by place, and marks near each other gathered into clusters. */

import type { Place } from "./data";
import type { Events } from "./events";
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
  spots: Spot[];
  areas: Area[];
  /** Rows that the map cannot show: no place, or none that may be drawn. */
  unplaced: number[];
}

/** Gather the events of `rows` by place. Precision 1 and 2 are marks; 3 and 4 are areas and never marks. */
export function gather(events: Events, rows: Iterable<number>, places: Place[], base: BaseMap): Drawn {
  const spots = new Map<number, Spot>();
  const areas = new Map<number, Area>();
  const unplaced: number[] = [];
  for (const row of rows) {
    let drawn = false;
    for (let i = events.offsets[row]!; i < events.offsets[row + 1]!; i++) {
      const place = events.place[i]!;
      const precision = events.precision[i]!;
      if (precision === 3 || precision === 4) drawn = addArea(areas, row, place, places, base) || drawn;
      else if (precision > 0 && places[place]?.lat !== undefined) {
        addSpot(spots, row, place, precision);
        drawn = true;
      }
    }
    if (!drawn) unplaced.push(row);
  }
  return { spots: [...spots.values()], areas: [...areas.values()], unplaced };
}

/** The id of the polygon that draws a place: its region's or country's code. */
export function shapeOf(place: Place, base: BaseMap): string | null {
  const code = place.id.slice(place.id.indexOf(":") + 1);
  if (place.kind === "country") return base.countries.has(code) ? code : null;
  return base.regions.has(code) ? code : base.regions.has(place.id) ? place.id : null;
}

function addArea(areas: Map<number, Area>, row: number, index: number, places: Place[], base: BaseMap): boolean {
  const place = places[index];
  if (!place) return false;
  const shape = shapeOf(place, base);
  if (shape === null && (place.lat === undefined || place.kind === "country")) return false;
  const area = areas.get(index) ?? { place: index, shape, rows: [] };
  area.rows.push(row);
  areas.set(index, area);
  return true;
}

function addSpot(spots: Map<number, Spot>, row: number, place: number, precision: number): void {
  const key = place * 4 + precision;
  const spot = spots.get(key);
  if (spot) spot.rows.push(row);
  else spots.set(key, { place, precision, rows: [row] });
}
