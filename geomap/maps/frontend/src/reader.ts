/** A document as far as the page holds it, its place names and events marked; names and the map point at each other. */

import { kindName, type PageContext, sourceAndDate } from "./context";
import { type MentionSpan, type Passage, type Report, textOf } from "./data";
import { h, link } from "./dom";
import { icon } from "./legend";
import { type Marked, marked } from "./marking";
import { markLook } from "./marks";
import { roving } from "./roving";
import { styleOf } from "./style";

interface Telling {
  row: number;
  report: Report;
}

export class Reader {
  private readonly box = h("article", { class: "text", dir: "auto" });
  private readonly chooser: HTMLSelectElement;
  private open = -1;
  private mentions: MentionSpan[] = [];
  private told: Telling[][] | null = null;

  constructor(
    root: HTMLElement,
    private readonly context: PageContext,
    private readonly choose: (row: number) => void,
    private readonly point: (place: number | null) => void,
    private readonly go: (place: number) => void,
  ) {
    const { documents, words } = context;
    this.chooser = h(
      "select",
      { id: "geomap-document", change: () => void this.show(Number(this.chooser.value)) },
      ...documents.map((document, i) => h("option", { value: i }, document.title ?? document.id)),
    );
    root.append(h("div", { class: "field" }, h("label", { for: "geomap-document" }, words.document), this.chooser), this.box);
    this.box.addEventListener("focusin", (event) => this.point(placeOf(event.target)));
    this.box.addEventListener("mouseover", (event) => this.point(placeOf(event.target)));
    this.box.addEventListener("mouseleave", () => this.point(null));
    this.box.addEventListener("click", (event) => this.press(event.target));
    this.box.addEventListener("keydown", (event) => event.key === "Enter" && this.press(event.target));
    if (!documents.length) root.append(h("p", { class: "hint" }, words.noDocuments));
  }

  /** Open a document, at an event's sentence where one is named. */
  async show(index: number, report?: Report): Promise<void> {
    const document = this.context.documents[index];
    if (!document) return;
    if (this.open !== index) await this.draw(index);
    const at = report && this.box.querySelector(`[data-start="${report.start}"]`);
    at?.scrollIntoView({ block: "center" });
  }

  /** Open the chosen event's document, or the first, unless one is open. */
  async openFirst(): Promise<void> {
    const { filter, events } = this.context;
    if (this.open >= 0) return;
    const told = filter.selected === null ? undefined : (await events.reports())[filter.selected]?.[0];
    await this.show(told?.doc ?? 0, told);
  }

  /** Mark the names of a place that the map points at. */
  pointOut(place: number | null): void {
    for (const name of this.box.querySelectorAll<HTMLElement>("[data-place]")) {
      name.classList.toggle("pointed", place !== null && Number(name.dataset["place"]) === place);
    }
  }

  private press(target: EventTarget | null): void {
    const place = placeOf(target);
    if (place !== null) this.go(place);
  }

  private async draw(index: number): Promise<void> {
    const document = this.context.documents[index]!;
    const { passages, mentions } = await textOf(document);
    this.mentions = mentions;
    this.told ??= await this.tellings();
    this.open = index;
    this.chooser.value = String(index);
    const about = sourceAndDate(document, document.title ?? document.id, this.context.lang);
    this.box.replaceChildren(
      h("h2", { dir: "auto" }, document.url ? link(document.url, document.title ?? document.id) : (document.title ?? document.id)),
      h("p", { class: "about" }, about),
      ...(passages.length ? [] : [h("p", { class: "hint" }, this.context.words.noText)]),
      ...passages.flatMap((passage, i) => [i ? h("p", { class: "gap", "aria-hidden": "true" }, "…") : null, this.passage(passage, index)]).filter((part) => part !== null),
    );
    roving(this.box, "[data-place]");
  }

  private async tellings(): Promise<Telling[][]> {
    const told = this.context.documents.map((): Telling[] => []);
    (await this.context.events.reports()).forEach((reports, row) => {
      for (const report of reports) told[report.doc]?.push({ row, report });
    });
    return told;
  }

  private passage({ start, text }: Passage, index: number): HTMLElement {
    const sentences = apart(this.told![index]!);
    const marks: Marked[] = sentences.map((told) => ({
      start: told[0]!.report.start,
      end: told[0]!.report.end,
      wrap: (sentence) => this.sentence(told, sentence),
    }));
    const names = this.names(start, start + Array.from(text).length).filter(
      (name) => !marks.some((mark) => name.start < mark.end && name.end > mark.start),
    );
    return h("p", { class: "passage", dir: "auto" }, ...marked(text, start, [...marks, ...names]));
  }

  private sentence(told: Telling[], text: string): HTMLElement {
    const { events, words } = this.context;
    const { report, row } = told[0]!;
    const buttons = told.map(({ row: one }) => {
      const name = `${words.showEvent}: ${kindName(this.context, events.layer(one))}`;
      const attributes = { type: "button", class: "goto", "aria-label": name, title: name };
      const button = h("button", { ...attributes, click: () => this.choose(one) });
      button.append(icon(markLook(events, one)));
      return button;
    });
    const names = this.names(report.start, report.end);
    const shown = h("span", { class: "told", "data-start": report.start }, ...marked(text, report.start, names), ...buttons);
    shown.style.setProperty("--layer", styleOf(events.layer(row)).colour);
    return shown;
  }

  private names(from: number, to: number): Marked[] {
    return this.mentions
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end, place]) => ({ start, end, wrap: (name) => this.name(name, place) }));
  }

  private name(text: string, place: number): HTMLElement {
    const found = this.context.places.at(place);
    if (!found) return h("mark", { class: "unresolved" }, text);
    return h("mark", { role: "button", "data-place": place, tabindex: -1, title: [found.name, found.admin1].filter(Boolean).join(", ") }, text);
  }
}

/** Sentences that tell events, in text order, each with all that it tells; one that overlaps another is left out. */
function apart(told: Telling[]): Telling[][] {
  const groups: Telling[][] = [];
  for (const one of [...told].sort((a, b) => a.report.start - b.report.start || b.report.end - a.report.end)) {
    const last = groups.at(-1)?.[0]?.report;
    if (last && last.start === one.report.start && last.end === one.report.end) groups.at(-1)!.push(one);
    else if (!last || one.report.start >= last.end) groups.push([one]);
  }
  return groups;
}

function placeOf(target: EventTarget | null): number | null {
  const name = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
  return name ? Number(name.dataset["place"]) : null;
}
