/** All filtered events as a table: sortable, a page at a time, linked to the map both ways. */

import { dates, kindName, type PageContext, placesShown, subtypeName } from "./context";
import { h } from "./dom";
import { roving } from "./roving";
import { NO_DAY } from "./events";

export const PAGE_ROWS = 100;

type Key = "date" | "layer" | "place" | "status" | "killed" | "reports";

const KEYS: Key[] = ["date", "layer", "place", "status", "killed", "reports"];

export class EventTable {
  private key: Key = "date";
  private descending = false;
  private page = 0;
  private sorted: number[] = [];
  private sortedFrom: number[] | null = null;
  private readonly body = h("tbody");
  private readonly nothing: HTMLElement;
  private readonly number: Intl.NumberFormat;
  private readonly pager = h("div", { class: "pager" });
  private readonly heads = new Map<Key, HTMLTableCellElement>();
  private readonly rowStops: { refresh(): void };

  constructor(
    root: HTMLElement,
    private readonly context: PageContext,
    private readonly choose: (row: number) => void,
    private readonly point: (row: number | null) => void,
  ) {
    const { words } = context;
    const head = h("tr", {}, ...KEYS.map((key) => this.head(key)));
    const table = h("table", {}, h("caption", {}, words.tableCaption), h("thead", {}, head), this.body);
    this.number = new Intl.NumberFormat(context.lang);
    const clear = h("button", { type: "button", click: () => void context.filter.clear() }, words.clear);
    this.nothing = h("p", { class: "hint", hidden: true }, words.nothing, " ", clear);
    root.append(h("div", { class: "scroll" }, table), this.nothing, this.pager);
    roving(head, "button");
    this.rowStops = roving(this.body, "button.row");
    this.body.addEventListener("focusin", (event) => this.point(rowOf(event.target)));
    this.body.addEventListener("mouseover", (event) => this.point(rowOf(event.target)));
    this.body.addEventListener("mouseleave", () => this.point(null));
  }

  private head(key: Key): HTMLTableCellElement {
    const cell = h("th", { scope: "col" }, h("button", { type: "button", click: () => this.sortBy(key) }, this.context.words.columns[key]));
    this.heads.set(key, cell);
    return cell;
  }

  private sortBy(key: Key): void {
    const isCount = key === "killed" || key === "reports";
    this.descending = key === this.key ? !this.descending : isCount; // the highest count is what is looked for
    this.key = key;
    this.sortedFrom = null;
    this.page = 0;
    this.draw();
  }

  draw(): void {
    const { filter } = this.context;
    if (this.sortedFrom !== filter.rows) {
      this.sortedFrom = filter.rows;
      this.sorted = this.sort(filter.rows);
      this.page = Math.min(this.page, Math.max(Math.ceil(this.sorted.length / PAGE_ROWS) - 1, 0));
    }
    for (const [key, cell] of this.heads) {
      cell.setAttribute("aria-sort", key !== this.key ? "none" : this.descending ? "descending" : "ascending");
    }
    const shown = this.sorted.slice(this.page * PAGE_ROWS, (this.page + 1) * PAGE_ROWS);
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    this.nothing.hidden = shown.length > 0;
    this.rowStops.refresh();
    this.drawPager();
  }

  /** Turn to the page that holds a row and bring the row into view. */
  reveal(row: number): void {
    const at = this.sorted.indexOf(row);
    if (at < 0) return;
    this.page = Math.floor(at / PAGE_ROWS);
    this.draw();
    this.body.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: "nearest" });
  }

  private sort(rows: number[]): number[] {
    const { events, lang } = this.context;
    const { compare } = new Intl.Collator(lang);
    const words: Partial<Record<Key, (row: number) => string>> = {
      layer: (row) => kindName(this.context, events.layer(row)),
      place: (row) => placesShown(this.context, row),
      status: (row) => this.status(row),
    };
    const numbers: Partial<Record<Key, (row: number) => number>> = {
      date: (row) => (events.from[row] === NO_DAY ? NaN : events.from[row]!),
      killed: (row) => Number(events.value("killed", row) ?? NaN),
      reports: (row) => Number(events.value("n_reports", row) ?? 0),
    };
    const word = words[this.key];
    const number = numbers[this.key];
    const keys = new Map<number, string | number>(rows.map((row) => [row, word ? word(row) : number!(row)]));
    const order = word
      ? (a: number, b: number) => compare(keys.get(a) as string, keys.get(b) as string)
      : (a: number, b: number) => (keys.get(a) as number) - (keys.get(b) as number);
    const has = (row: number) => keys.get(row) !== "" && !Number.isNaN(keys.get(row));
    const sign = this.descending ? -1 : 1;
    // What has no value comes last, whichever way the rest is sorted.
    return [...rows].sort((a, b) => (has(a) && has(b) ? sign * order(a, b) : Number(has(b)) - Number(has(a))) || a - b);
  }

  private status(row: number): string {
    const status = this.context.events.status(row);
    return this.context.words.verification[status] ?? status;
  }

  private line(row: number): HTMLTableRowElement {
    const { events, words, filter } = this.context;
    const subtype = subtypeName(this.context, events.text("subtype", row));
    const killed = events.value("killed", row);
    const modality = events.text("modality", row);
    const unusual = modality && modality !== "actual" ? ` (${words.modality[modality] ?? modality})` : "";
    const open = h("button", { type: "button", class: "row", tabindex: -1, click: () => this.choose(row) }, dates(this.context, row));
    return h(
      "tr",
      { "data-row": row, "aria-current": row === filter.selected ? "true" : undefined },
      h("td", {}, open),
      h("td", {}, `${kindName(this.context, events.layer(row))}${subtype ? `: ${subtype}` : ""}${unusual}`),
      h("td", { dir: "auto" }, placesShown(this.context, row)),
      h("td", {}, this.status(row)),
      h("td", { class: "number" }, killed === null ? "" : `${words.operators[events.text("killed_op", row)] ?? ""}${this.number.format(Number(killed))}`),
      h("td", { class: "number" }, events.text("n_reports", row)),
    );
  }

  private drawPager(): void {
    const { words } = this.context;
    const pages = Math.ceil(this.sorted.length / PAGE_ROWS);
    const turn = (by: number) => () => {
      this.page += by;
      this.draw();
    };
    this.pager.replaceChildren();
    if (pages < 2) return;
    this.pager.append(
      h("button", { type: "button", disabled: this.page === 0, click: turn(-1) }, words.previous),
      h("span", {}, words.pageOf(this.page + 1, pages)),
      h("button", { type: "button", disabled: this.page === pages - 1, click: turn(1) }, words.next),
    );
  }
}

function rowOf(target: EventTarget | null): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  return line ? Number(line.dataset["row"]) : null;
}
