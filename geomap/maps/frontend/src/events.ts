/** Events as columns: one number a row for whatever is filtered or drawn, everything else looked up when asked for. */

import { type Column, coded, columnAt, fillNumbers, type Value } from "./columns";
import {
  type Core,
  type EventRow,
  type Packed,
  type PackedEvents,
  type PlacesOfEvents,
  type Report,
  type ReportColumns,
  readLateBlock,
  unpack,
} from "./data";

export const NO_DAY = -0x80000000;
const DAY_MS = 86_400_000;

export class Events {
  readonly noDay = NO_DAY;
  /** Words, and one number a row: 0 for none, otherwise one more than its word's index. */
  readonly layers: string[];
  readonly layerCodes: ArrayLike<number>;
  readonly statuses: string[];
  readonly statusCodes: ArrayLike<number>;
  readonly score: Float32Array;
  /** Where the places of row `i` begin in `place` and `precision`; one entry more than there are rows. */
  readonly offsets: Uint32Array;
  readonly place: ArrayLike<number>;
  readonly precision: ArrayLike<number>;
  private firstDays: Int32Array | null = null;
  private lastDays: Int32Array | null = null;
  private loading: Promise<Report[][]> | null = null;

  constructor(
    readonly rows: number,
    private readonly columns: Record<string, Column>,
    places: PlacesOfEvents,
    private readonly load: () => Promise<Report[][]>,
  ) {
    ({ words: this.layers, codes: this.layerCodes } = coded(columns["layer"], rows));
    ({ words: this.statuses, codes: this.statusCodes } = coded(columns["status"], rows));
    this.score = new Float32Array(rows).fill(NaN);
    fillNumbers(columns["score"], this.score);
    this.offsets = offsetsOf(places.counts, rows);
    this.place = places.place;
    const { precision } = places;
    this.precision = typeof precision === "number" ? new Uint8Array(this.place.length).fill(precision) : precision;
  }

  /** First day of each event, NO_DAY for none; worked out when first asked for, as the map does not. */
  get from(): Int32Array {
    return (this.firstDays ??= this.days("date_start", new Int32Array(this.rows).fill(NO_DAY)));
  }

  /** Last day; the first where none is given. */
  get to(): Int32Array {
    return (this.lastDays ??= this.days("date_end", this.from.slice()));
  }

  layer(row: number): string {
    return this.layers[this.layerCodes[row]! - 1] ?? "";
  }

  /** Whether any row has a code of `statuses`. */
  hasStatus(code: number): boolean {
    return Array.prototype.includes.call(this.statusCodes, code);
  }

  status(row: number): string {
    return this.statuses[this.statusCodes[row]! - 1] ?? "";
  }

  value(name: string, row: number): Value {
    const column = this.columns[name];
    if (!column) return null;
    return columnAt(column, row);
  }

  text(name: string, row: number): string {
    const value = this.value(name, row);
    return value === null ? "" : String(value);
  }

  planned(row: number): boolean {
    return this.value("modality", row) === "planned";
  }

  /** What each document says of each event, and with it every column; read once, when first asked for. */
  reports(): Promise<Report[][]> {
    this.loading ??= this.load();
    return this.loading;
  }

  private days(name: string, days: Int32Array): Int32Array {
    fillNumbers(this.columns[name], days, (value) => dayOf(String(value)));
    return days;
  }
}

/** Days since 1970-01-01 of an ISO date; NO_DAY where there is none. */
export function dayOf(iso: string): number {
  const time = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? NO_DAY : Math.round(time / DAY_MS);
}

export function isoOf(day: number): string {
  return day === NO_DAY ? "" : new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `names` is what the reports of packed events come with: a panel or a table that shows them names their places. */
export async function readEvents(events: EventRow[] | PackedEvents, names = () => Promise.resolve()): Promise<Events> {
  return Array.isArray(events) ? fromRows(events) : fromPacked(events, names);
}

function fromRows(rows: EventRow[]): Events {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns: Record<string, Column> = {};
  for (const name of names) columns[name] = { values: rows.map((row) => (row[name] as Value | undefined) ?? null) };
  const places = rows.flatMap((row) => row.places);
  return new Events(
    rows.length,
    columns,
    {
      counts: rows.map((row) => row.places.length),
      place: places.map((at) => at.place),
      precision: places.map((at) => at.precision),
    },
    () => Promise.resolve(rows.map((row) => row.reports)),
  );
}

async function fromPacked(packed: PackedEvents, names: () => Promise<void>): Promise<Events> {
  const core = await unpack<Core>(packed.core);
  return new Events(packed.rows, core.columns, core.places, async () => {
    await names();
    const told = await unpack<ReportColumns>(await readLateBlock<Packed>(packed.reports));
    Object.assign(core.columns, told.events);
    return toReports(told, packed.rows);
  });
}

function toReports({ counts, columns }: ReportColumns, rows: number): Report[][] {
  const entries = Object.entries(columns);
  let row = 0;
  const sizes = typeof counts === "number" ? new Array<number>(rows).fill(counts) : counts;
  return sizes.map((count) =>
    Array.from({ length: count }, () => {
      const report = Object.fromEntries(entries.map(([name, column]) => [name, columnAt(column as Column, row)]));
      row += 1;
      return report as unknown as Report;
    }),
  );
}

function offsetsOf(counts: number[] | number, rows: number): Uint32Array {
  const offsets = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) offsets[row + 1] = offsets[row]! + (typeof counts === "number" ? counts : counts[row]!);
  return offsets;
}
