/** The evidence panel: for an event its sentence, who claims it, when, where, its numbers; for a place its events. */

import type { Place, Quantity, Report, SourceDocument } from "./data";
import { h, link } from "./dom";
import { type Events, isoOf } from "./events";
import { type Filter, sourceOf } from "./filter";
import { icon, layerName } from "./legend";
import { markLook } from "./marks";
import type { Words } from "./words/en";

export class EvidencePanel {
  constructor(
    private readonly root: HTMLElement,
    private readonly events: Events,
    private readonly places: Place[],
    private readonly documents: SourceDocument[],
    private readonly filter: Filter,
    private readonly words: Words,
  ) {
    this.clear();
  }

  clear(): void {
    this.root.replaceChildren(h("p", { class: "hint" }, this.words.pick));
  }

  list(rows: number[], title: string): void {
    const items = rows.map((row) =>
      h("li", {}, h("button", { type: "button", click: () => void this.show(row, { rows, title }) }, ...this.headline(row))),
    );
    this.root.replaceChildren(h("h3", {}, title), h("ul", { class: "events" }, ...items));
  }

  async show(row: number, from?: { rows: number[]; title: string }): Promise<void> {
    const reports = (await this.events.reports())[row] ?? [];
    this.filter.select(row);
    const back = from && h("button", { type: "button", class: "back", click: () => this.list(from.rows, from.title) }, this.words.back);
    const [first, ...others] = reports;
    this.root.replaceChildren(
      ...[back, h("h3", { class: "headline" }, ...this.headline(row)), first && this.report(first), this.facts(row, first)].filter(
        (part): part is HTMLElement => Boolean(part),
      ),
    );
    if (others.length) {
      this.root.append(h("h4", {}, this.words.alsoReported), ...others.map((other) => this.report(other)));
    }
  }

  private headline(row: number): (Node | string)[] {
    const { events, words } = this;
    const name = layerName(events.layer[row]!, words);
    const subtype = events.text("subtype", row).replaceAll("_", " ");
    return [
      icon(markLook(events, row)),
      h(
        "span",
        {},
        h("b", {}, `${name}${subtype && subtype !== "unspecified" ? `: ${subtype}` : ""}`),
        h("span", { class: "where" }, [this.placeNames(row), this.when(row)].filter(Boolean).join(" · ")),
      ),
    ];
  }

  placeNames(row: number): string {
    const { offsets, place } = this.events;
    const names: string[] = [];
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) names.push(this.places[place[i]!]?.name ?? "");
    return names.join(", ") || this.events.text("place_raw", row);
  }

  when(row: number): string {
    const from = isoOf(this.events.from[row]!);
    const to = isoOf(this.events.to[row]!);
    if (!from) return this.words.noDate;
    return to && to !== from ? `${from} – ${to}` : from;
  }

  private report(report: Report): HTMLElement {
    const document = this.documents[report.doc];
    const title = document?.title ?? document?.id ?? "";
    const source = [document && document.source !== title ? document.source : "", document?.date].filter(Boolean).join(", ");
    return h(
      "figure",
      { class: "report" },
      h("blockquote", { dir: "auto" }, ...this.marked(report, document)),
      h(
        "figcaption",
        { dir: "auto" },
        document?.url ? link(document.url, title) : title,
        source ? ` (${source})` : sourceOf(document) && !title ? sourceOf(document) : "",
      ),
    );
  }

  /** The sentence with its place names marked; offsets count code points, as in Python. */
  private marked(report: Report, document: SourceDocument | undefined): (Node | string)[] {
    const points = Array.from(report.evidence);
    const parts: (Node | string)[] = [];
    let position = report.start;
    const text = (from: number, to: number) => points.slice(from - report.start, to - report.start).join("");
    for (const [start, end] of document?.mentions ?? []) {
      if (start < position || end > report.end) continue;
      parts.push(text(position, start), h("mark", {}, text(start, end)));
      position = end;
    }
    return [...parts, text(position, report.end)];
  }

  private facts(row: number, report: Report | undefined): HTMLElement {
    const { events, words } = this;
    const list = h("dl", {});
    const add = (name: string, value: string) => {
      if (value) list.append(h("dt", {}, name), h("dd", { dir: "auto" }, value));
    };
    add(words.status, words.verification[events.status[row]!] ?? events.status[row]!);
    add(words.saidBy, [report?.claimed_by, report?.claim_side && words.side[report.claim_side]].filter(Boolean).join(", "));
    add(words.when, this.dating(row));
    add(words.where, this.placing(row));
    add(words.who, events.text("actor", row));
    add(words.whom, events.text("target", row));
    add(words.weapon, events.text("weapon", row));
    add(words.numbers, (report?.quantities ?? []).map((quantity) => this.number(quantity)).join("; "));
    add(words.codes, this.codes(row));
    return list;
  }

  private dating(row: number): string {
    const said = this.events.text("date_text", row);
    const modality = this.events.text("modality", row);
    const odd = modality && modality !== "actual" ? (this.words.modality[modality] ?? modality) : "";
    return [this.when(row), said && `“${said}”`, odd].filter(Boolean).join(", ");
  }

  private placing(row: number): string {
    const precision = this.events.text("geo_precision", row);
    return [this.placeNames(row), this.words.precision[precision]].filter(Boolean).join(": ");
  }

  private number({ kind, op, value, subset }: Quantity): string {
    const name = this.words.quantities[kind] ?? kind;
    const shown = new Intl.NumberFormat(document.documentElement.lang || "en").format(value);
    return `${this.words.operators[op] ?? op}${shown} ${name}${subset ? ` (${this.words.part})` : ""}`;
  }

  private codes(row: number): string {
    const acled = [this.events.text("acled_event_type", row), this.events.text("acled_sub_event_type", row)].filter(Boolean);
    const cameo = this.events.text("cameo", row);
    return [acled.length ? `ACLED ${acled.join(" / ")}` : "", cameo && `CAMEO ${cameo}`].filter(Boolean).join("; ");
  }
}
