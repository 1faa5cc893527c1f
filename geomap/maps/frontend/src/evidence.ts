/** The evidence panel: for an event its sentence, who claims it, when, where, its numbers; for a place its events. */

import { dates, kindName, type PageContext, placeNames, placesShown, sourceAndDate, subtypeName } from "./context";
import { type MentionSpan, type Quantity, type Report, type SourceDocument, textOf } from "./data";
import { h, link } from "./dom";
import { icon } from "./legend";
import { marked } from "./marking";
import { markLook } from "./marks";
import { formOf } from "./words/forms";

interface List {
  rows: number[];
  title: string;
}

const MOST_LISTED = 200;

export class EvidencePanel {

  constructor(
    private readonly root: HTMLElement,
    private readonly context: PageContext,
    private readonly read: (report: Report) => void,
  ) {
    this.root.replaceChildren(h("p", { class: "hint" }, context.words.pick));
  }

  private wanted = -1;

  /** List several events, to choose one of. */
  offer(rows: number[], title: string): void {
    void this.context.events.reports().then(() => this.list(rows, title));
  }

  private list(rows: number[], title: string): void {
    this.wanted = -1;
    const items = rows.slice(0, MOST_LISTED).map((row) =>
      h("li", {}, h("button", { type: "button", click: () => void this.show(row, { rows, title }) }, ...this.headline(row))),
    );
    const more = rows.length > MOST_LISTED ? h("p", { class: "hint" }, this.context.words.more(rows.length - MOST_LISTED)) : null;
    this.root.replaceChildren(h("h2", {}, title), h("ul", { class: "events" }, ...items), ...(more ? [more] : []));
  }

  async show(row: number, from: List | null = null): Promise<void> {
    const { events, filter, words } = this.context;
    this.wanted = row;
    const reports = (await events.reports())[row] ?? [];
    await this.readNames(reports);
    if (this.wanted !== row) return;
    filter.select(row);
    const [first, ...others] = reports;
    const back = h("button", { type: "button", class: "back", click: () => this.offer(from!.rows, from!.title) }, words.back);
    const parts = [from && back, h("h2", { class: "headline", tabindex: -1 }, ...this.headline(row)), first && this.report(first), this.facts(row, first)];
    this.root.replaceChildren(...parts.filter((part): part is HTMLElement => Boolean(part)));
    if (others.length) this.root.append(h("h3", {}, words.alsoReported), ...others.map((other) => this.other(other)));
  }

  /** Take the focus to what is shown, when the thing that asked for it is out of sight. */
  focus(): void {
    this.root.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private readonly names = new Map<SourceDocument, MentionSpan[]>();

  private async readNames(reports: Report[]): Promise<void> {
    for (const { doc } of reports) {
      const source = this.context.documents[doc];
      if (source && !this.names.has(source)) this.names.set(source, (await textOf(source)).mentions);
    }
  }

  private headline(row: number): (Node | string)[] {
    const { events } = this.context;
    const subtype = events.text("subtype", row);
    const kind = subtype && subtype !== "unspecified" ? `: ${subtypeName(this.context, subtype)}` : "";
    const where = [placesShown(this.context, row), dates(this.context, row)].filter(Boolean).join(" · ");
    return [
      icon(markLook(events, row)),
      h("span", {}, h("b", {}, kindName(this.context, events.layer(row)) + kind), h("span", { class: "where", dir: "auto" }, where)),
    ];
  }

  private report(report: Report): HTMLElement {
    const source = this.context.documents[report.doc];
    const names = ((source && this.names.get(source)) ?? [])
      .filter(([start, end]) => start >= report.start && end <= report.end)
      .map(([start, end]) => ({ start, end, wrap: (name: string) => h("mark", {}, name) }));
    const title = source?.title ?? source?.id ?? "";
    const about = source ? sourceAndDate(source, title, this.context.lang) : "";
    const read = h("button", { type: "button", click: () => this.read(report) }, this.context.words.inContext);
    return h(
      "figure",
      { class: "report" },
      h("blockquote", { dir: "auto" }, ...marked(report.evidence, report.start, names)),
      h("figcaption", { dir: "auto" }, titled(source, title), about ? `, ${about} ` : " ", read),
    );
  }

  /** Another document's telling: what it claims and counts may differ, and is kept apart. */
  private other(report: Report): HTMLElement {
    const { words } = this.context;
    const claim = [words.verification[report.verification] ?? report.verification, this.claimant(report)].filter(Boolean).join(": ");
    const numbers = this.numbers(report);
    const told = this.report(report);
    told.append(h("p", { class: "claim", dir: "auto" }, [claim, numbers].filter(Boolean).join("; ")));
    return told;
  }

  private facts(row: number, report: Report | undefined): HTMLElement {
    const { events, words } = this.context;
    const list = h("dl", {});
    const add = (name: string, value: string) => {
      if (value) list.append(h("dt", {}, name), h("dd", { dir: "auto" }, value));
    };
    const status = words.verification[events.status(row)] ?? events.status(row);
    add(words.status, status);
    add(words.saidBy, report ? this.claimant(report) : "");
    add(words.when, this.dating(row));
    add(words.where, this.placing(row));
    add(words.who, events.text("actor", row));
    add(words.whom, events.text("target", row));
    add(words.weapon, events.text("weapon", row));
    add(words.numbers, report ? this.numbers(report) : "");
    add(words.codes, this.codes(row));
    return list;
  }

  private claimant({ claimed_by: name, claim_side: side }: Report): string {
    const whose = side ? (this.context.words.side[side] ?? side) : "";
    return name && whose ? `${name} (${whose})` : name || whose;
  }

  private dating(row: number): string {
    const { events, words } = this.context;
    const said = events.text("date_text", row);
    const modality = events.text("modality", row);
    const unusual = modality && modality !== "actual" ? (words.modality[modality] ?? modality) : "";
    return [dates(this.context, row), said && `“${said}”`, unusual].filter(Boolean).join(", ");
  }

  private placing(row: number): string {
    const { events, words } = this.context;
    const fineness = words.precision[events.text("geo_precision", row)];
    const score = events.score[row]!;
    const sure = Number.isNaN(score) ? "" : words.scored(new Intl.NumberFormat(this.context.lang, { style: "percent" }).format(score));
    return [placeNames(this.context, row), [fineness, sure].filter(Boolean).join("; ")].filter(Boolean).join(": ");
  }

  private numbers(report: Report): string {
    return (report.quantities ?? []).map((quantity) => this.number(quantity)).join("; ");
  }

  private number({ kind, op, value, subset }: Quantity): string {
    const { words, lang } = this.context;
    const shown = new Intl.NumberFormat(lang).format(value);
    return `${words.operators[op] ?? op}${shown} ${formOf(lang, value, words.quantities[kind] ?? kind)}${subset ? ` (${words.part})` : ""}`;
  }

  private codes(row: number): string {
    const { events } = this.context;
    const acled = [events.text("acled_event_type", row), events.text("acled_sub_event_type", row)].filter(Boolean).join(" / ");
    const others = (["cameo", "plover"] as const).map((name) => events.text(name, row) && `${name.toUpperCase()} ${events.text(name, row)}`);
    return [acled && `ACLED ${acled}`, ...others].filter(Boolean).join("; ");
  }
}

function titled(source: SourceDocument | undefined, title: string): HTMLElement | string {
  return source?.url ? link(source.url, title) : title;
}
