/** The places that events are at: positions as columns, the rest looked up when asked for. */

import { type Column, coded, columnAt, fillNumbers } from "./columns";
import { type Packed, type PackedPlaces, readLateBlock, unpack } from "./data";

export interface Place {
  id: string;
  name: string;
  kind: string;
  iso2?: string | undefined;
  admin1?: string | undefined;
  lat?: number | undefined;
  lon?: number | undefined;
  radius_km?: number | undefined;
}

export class Places {
  /** WGS 84 degrees, NaN where a place has no position. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  private loading: Promise<void> | null = null;
  /** Whether every place's id and name are at hand. */
  named: boolean;

  constructor(
    readonly length: number,
    private readonly columns: Record<string, Column>,
    private readonly load?: () => Promise<Record<string, Column>>,
  ) {
    this.named = !load;
    this.lat = new Float64Array(length).fill(NaN);
    this.lon = new Float64Array(length).fill(NaN);
    fillNumbers(columns["lat"], this.lat);
    fillNumbers(columns["lon"], this.lon);
  }

  static of(rows: Place[]): Places {
    const names = new Set(rows.flatMap((row) => Object.keys(row))) as Set<keyof Place>;
    const columns: Record<string, Column> = {};
    for (const name of names) columns[name] = { values: rows.map((row) => row[name] ?? null) };
    return new Places(rows.length, columns);
  }

  /** Read every place's id and name, where there are so many that the map is drawn before. */
  names(): Promise<void> {
    this.loading ??= this.readNames();
    return this.loading;
  }

  private async readNames(): Promise<void> {
    Object.assign(this.columns, await this.load?.());
    this.named = true;
  }

  /** The ISO 3166-1 alpha-2 codes of these places' countries. */
  countriesOf(places: ArrayLike<number>): string[] {
    const { words, codes } = coded(this.columns["iso2"], this.length);
    const found = new Uint8Array(words.length + 1);
    for (let i = 0; i < places.length; i++) found[codes[places[i]!]!] = 1;
    return words.filter((_, i) => found[i + 1]);
  }

  at(row: number): Place | undefined {
    if (!(row >= 0 && row < this.length)) return undefined;
    const value = <T>(name: string) => {
      const column = this.columns[name];
      return column ? ((columnAt(column, row) ?? undefined) as T | undefined) : undefined;
    };
    return {
      id: value("id") ?? "",
      name: value("name") ?? "",
      kind: value("kind") ?? "",
      iso2: value("iso2"),
      admin1: value("admin1"),
      lat: value("lat"),
      lon: value("lon"),
      radius_km: value("radius_km"),
    };
  }
}

export async function readPlaces(places: Place[] | PackedPlaces): Promise<Places> {
  if (Array.isArray(places)) return Places.of(places);
  const columns = await unpack<Record<string, Column>>(places.core);
  return new Places(places.rows, columns, async () => unpack<Record<string, Column>>(await readLateBlock<Packed>(places.names)));
}
