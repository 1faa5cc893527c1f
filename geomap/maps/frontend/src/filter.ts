/** The one filter state: it drives the map, the table, the counts, the exports and the page's address. */

import type { Place, SourceDocument } from "./data";
import { type Events, NO_DAY } from "./events";

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
  rows: number[] = [];
  /** Rows that all conditions but the layers let through, for the legend's counts. */
  perLayer = new Map<string, number>();
  selected: number | null = null;
  private readonly listeners: Listener[] = [];
  private haystack: string[] | null = null;

  constructor(
    readonly state: FilterState,
    private readonly events: Events,
    private readonly places: Place[],
    private readonly documents: SourceDocument[],
  ) {
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
    this.selected = row;
    this.tell();
  }

  toggle(layer: string, shown: boolean): Promise<void> {
    const layers = new Set(this.state.layers);
    if (shown) layers.add(layer);
    else layers.delete(layer);
    return this.change({ layers });
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private apply(): void {
    const { layers } = this.state;
    this.rows = [];
    this.perLayer.clear();
    for (let row = 0; row < this.events.rows; row++) {
      if (!this.passes(row)) continue;
      const layer = this.events.layer[row]!;
      this.perLayer.set(layer, (this.perLayer.get(layer) ?? 0) + 1);
      if (layers.has(layer)) this.rows.push(row);
    }
  }

  private passes(row: number): boolean {
    const { events, state } = this;
    if (state.from !== null && !(events.to[row]! >= state.from)) return false;
    if (state.to !== null && (events.from[row] === NO_DAY || events.from[row]! > state.to)) return false;
    if (state.status && events.status[row] !== state.status) return false;
    if (state.score > 0 && !(events.score[row]! >= state.score)) return false;
    if (state.country && !this.countries(row).has(state.country)) return false;
    if (state.query && !this.haystack?.[row]?.includes(state.query.toLocaleLowerCase())) return false;
    return !state.source || (this.sources?.[row]?.includes(state.source) ?? true);
  }

  countries(row: number): Set<string> {
    const found = new Set<string>();
    for (let i = this.events.offsets[row]!; i < this.events.offsets[row + 1]!; i++) {
      const code = this.places[this.events.place[i]!]?.iso2;
      if (code) found.add(code);
    }
    return found;
  }

  private sources: string[][] | null = null;

  /** Search and sources look into the reports, which are unpacked only then. */
  private async readTexts(): Promise<void> {
    const reports = await this.events.reports();
    this.sources = reports.map((told) => told.map((report) => sourceOf(this.documents[report.doc])));
    this.haystack = reports.map((told, row) =>
      [
        ...told.flatMap((report) => [report.evidence, report.claimed_by ?? ""]),
        ...this.namesOf(row),
        this.events.text("actor", row),
        this.events.text("target", row),
        this.events.text("weapon", row),
      ]
        .join("\n")
        .toLocaleLowerCase(),
    );
  }

  private namesOf(row: number): string[] {
    const { offsets, place } = this.events;
    return Array.from(place)
      .slice(offsets[row], offsets[row + 1])
      .map((index) => this.places[index]?.name ?? "");
  }
}

export function sourceOf(document: SourceDocument | undefined): string {
  return document?.source ?? document?.title ?? document?.id ?? "";
}
