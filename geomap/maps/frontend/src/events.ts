/** Events as columns: one number a row for whatever is filtered or drawn, everything else looked up when asked for. */

import {
  type Column,
  type Core,
  type EventRow,
  type PackedEvents,
  type PlacesOfEvents,
  type Report,
  type ReportColumns,
  type Value,
  columnAt,
  unpack,
} from "./data";

export const NO_DAY = -0x80000000;
const DAY_MS = 86_400_000;

export class Events {
  readonly noDay = NO_DAY;
  readonly layer: string[];
  readonly status: string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly score: Float32Array;
  /** Where the places of row `i` begin in `place` and `precision`; one entry more than there are rows. */
  readonly offsets: Uint32Array;
  readonly place: ArrayLike<number>;
  readonly precision: ArrayLike<number>;
  private loading: Promise<Report[][]> | null = null;

  constructor(
    readonly rows: number,
    private readonly columns: Record<string, Column>,
    places: PlacesOfEvents,
    private readonly load: () => Promise<Report[][]>,
  ) {
    this.layer = this.strings("layer");
    this.status = this.strings("status");
    this.from = this.days("date_start");
    this.to = this.days("date_end");
    for (let row = 0; row < rows; row++) if (this.to[row] === NO_DAY) this.to[row] = this.from[row]!;
    this.score = this.numbers("score");
    this.offsets = offsetsOf(places.counts);
    this.place = places.place;
    this.precision = places.precision;
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

  private strings(name: string): string[] {
    return this.mapped(name, "", (value) => (value === null ? "" : String(value)));
  }

  private days(name: string): Int32Array {
    return Int32Array.from(this.mapped(name, NO_DAY, (value) => dayOf(String(value ?? ""))));
  }

  private numbers(name: string): Float32Array {
    return Float32Array.from(this.mapped(name, NaN, (value) => Number(value ?? NaN)));
  }

  /** One value a row, worked out once for each word where the column has words. */
  private mapped<T>(name: string, missing: T, turn: (value: Value) => T): T[] {
    const column = this.columns[name];
    if (!column) return new Array<T>(this.rows).fill(missing);
    if ("values" in column) return column.values.map((value) => turn(value ?? null));
    const words = [missing, ...column.words.map(turn)];
    return column.codes.map((code) => words[code]!);
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

export async function readEvents(events: EventRow[] | PackedEvents): Promise<Events> {
  return Array.isArray(events) ? fromRows(events) : fromPacked(events);
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

async function fromPacked(packed: PackedEvents): Promise<Events> {
  const core = await unpack<Core>(packed.core);
  return new Events(packed.rows, core.columns, core.places, async () => {
    const told = await unpack<ReportColumns>(packed.reports);
    Object.assign(core.columns, told.events);
    return toReports(told);
  });
}

function toReports({ counts, columns }: ReportColumns): Report[][] {
  const entries = Object.entries(columns);
  const at = (column: ReportColumns["columns"][string], row: number) =>
    "values" in column ? column.values[row] : column.words[column.codes[row]! - 1];
  let row = 0;
  return counts.map((count) =>
    Array.from({ length: count }, () => {
      const report = Object.fromEntries(entries.map(([name, column]) => [name, at(column, row)]));
      row += 1;
      return report as unknown as Report;
    }),
  );
}

function offsetsOf(counts: number[]): Uint32Array {
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, row) => (offsets[row + 1] = offsets[row]! + count));
  return offsets;
}
