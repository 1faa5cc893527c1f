/** The one filter state: it drives the map, the table, the counts, the exports and the page's address. */

import type { SourceDocument } from "./data";
import { type Events, NO_DAY } from "./events";
import type { Places } from "./places";

export interface FilterState {
  layers: Set<string>;
  from: number | null;
  to: number | null;
  score: number;
  source: string;
  status: string;
  country: string;
  query: string;
}

export type Listener = () => void;

export class Filter {
  /** Rows that pass, in the order of the data. */
  rows: number[] = [];
  /** Rows that pass all but the time brush, for the histogram. */
  anyTime: number[] = [];
  /** How many rows of each layer pass all but the layer switches, for the legend. */
  readonly perLayer = new Map<string, number>();
  selected: number | null = null;
  private readonly listeners: Listener[] = [];
  private readonly atFirst: ReadonlySet<string>;
  private haystack: string[] | null = null;
  private sources: string[][] | null = null;

  constructor(
    readonly state: FilterState,
    private readonly events: Events,
    private readonly places: Places,
    private readonly documents: SourceDocument[],
  ) {
    this.atFirst = new Set(state.layers);
    this.apply();
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async change(changes: Partial<FilterState>): Promise<void> {
    Object.assign(this.state, changes);
    if ((this.state.query || this.state.source) && !this.haystack) await this.readTexts();
    this.apply();
    this.tell();
  }

  select(row: number | null): void {
    if (row === this.selected) return;
    this.selected = row;
    this.tell();
  }

  toggle(layer: string, shown: boolean): Promise<void> {
    if (this.state.layers.has(layer) === shown) return Promise.resolve();
    const layers = new Set(this.state.layers);
    if (shown) layers.add(layer);
    else layers.delete(layer);
    return this.change({ layers });
  }

  /** Show one layer alone; asked for again, the layers shown at first. */
  only(layer: string): Promise<void> {
    const alone = this.state.layers.size === 1 && this.state.layers.has(layer);
    return this.change({ layers: alone ? new Set(this.atFirst) : new Set([layer]) });
  }

  clear(): Promise<void> {
    const none = { from: null, to: null, score: 0, source: "", status: "", country: "", query: "" };
    return this.change({ layers: new Set(this.atFirst), ...none });
  }

  narrows(): boolean {
    const { from, to, score, source, status, country, query } = this.state;
    return from !== null || to !== null || score > 0 || [source, status, country, query].some(Boolean) || !this.layersAsAtFirst();
  }

  layersAsAtFirst(): boolean {
    return this.state.layers.size === this.atFirst.size && [...this.atFirst].every((layer) => this.state.layers.has(layer));
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private apply(): void {
    const { events, state } = this;
    const query = state.query.toLocaleLowerCase();
    const anyRow = !query && !state.status && !state.country && !state.source && state.score <= 0;
    const anyTime = state.from === null && state.to === null;
    const on = ["", ...events.layers].map((layer) => state.layers.has(layer));
    const counts = on.map(() => 0);
    this.rows = [];
    this.anyTime = anyTime ? this.rows : [];
    for (let row = 0; row < events.rows; row++) {
      if (!anyRow && !this.passes(row, query)) continue;
      const layer = events.layerCodes[row]!;
      if (on[layer] && !anyTime) this.anyTime.push(row);
      if (!anyTime && !this.inTime(row)) continue;
      counts[layer]! += 1;
      if (on[layer]) this.rows.push(row);
    }
    this.perLayer.clear();
    events.layers.forEach((layer, i) => this.perLayer.set(layer, counts[i + 1]!));
  }

  private inTime(row: number): boolean {
    const { from, to } = this.state;
    if (from === null && to === null) return true;
    if (this.events.from[row] === NO_DAY) return false;
    return (from === null || this.events.to[row]! >= from) && (to === null || this.events.from[row]! <= to);
  }

  private passes(row: number, query: string): boolean {
    const { events, state } = this;
    if (state.status && events.status(row) !== state.status) return false;
    if (state.score > 0 && !(events.score[row]! >= state.score)) return false;
    if (state.country && !this.isIn(row, state.country)) return false;
    if (query && !this.haystack?.[row]?.includes(query)) return false;
    return !state.source || (this.sources?.[row]?.includes(state.source) ?? true);
  }

  private isIn(row: number, country: string): boolean {
    const { offsets, place } = this.events;
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) if (this.places.at(place[i]!)?.iso2 === country) return true;
    return false;
  }

  /** Search and sources look into the reports, which are unpacked only then. */
  private async readTexts(): Promise<void> {
    const reports = await this.events.reports();
    this.sources = reports.map((told) => told.map((report) => sourceOf(this.documents[report.doc])));
    this.haystack = reports.map((told, row) =>
      [
        ...told.flatMap((report) => [report.evidence, report.claimed_by ?? ""]),
        ...this.namesOf(row),
        ...["actor", "target", "weapon", "place_raw"].map((name) => this.events.text(name, row)),
      ]
        .join("\n")
        .toLocaleLowerCase(),
    );
  }

  private namesOf(row: number): string[] {
    const { offsets, place } = this.events;
    const names: string[] = [];
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) names.push(this.places.at(place[i]!)?.name ?? "");
    return names;
  }
}

export function sourceOf(document: SourceDocument | undefined): string {
  return document?.source ?? document?.title ?? document?.id ?? "";
}
