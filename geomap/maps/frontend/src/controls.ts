/** The filter's fields but for layers and time: search, status, country, source, score. */

import { type PageContext } from "./context";
import { h } from "./dom";
import { sourceOf } from "./filter";
import { countryName } from "./labels";

const WAIT_MS = 200;

export function drawControls(root: HTMLElement, context: PageContext): void {
  const { filter, words } = context;
  const search = searchField(context);
  const status = select(context, words.status, "status", statuses(context));
  const country = select(context, words.country, "country", countries(context));
  const source = select(context, words.source, "source", sources(context));
  const score = scoreField(context);
  const clear = h("button", { type: "button", class: "clear", click: () => void filter.clear() }, words.clear);
  root.append(search.field, status.field, country.field, source.field, score.field, clear);
  const refresh = () => {
    for (const control of [search, status, country, source, score]) control.refresh();
    clear.hidden = !filter.narrows();
  };
  filter.onChange(refresh);
  refresh();
}

interface Control {
  field: HTMLElement;
  refresh(): void;
}

function searchField({ filter, words }: PageContext): Control {
  let timer = 0;
  const input = h("input", {
    type: "search",
    id: "geomap-search",
    autocomplete: "off",
    dir: "auto",
    input: () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void filter.change({ query: input.value.trim() }), WAIT_MS);
    },
  });
  const refresh = () => {
    if (document.activeElement !== input) input.value = filter.state.query;
  };
  return { field: labelled(words.search, input), refresh };
}

function select(context: PageContext, name: string, key: "status" | "country" | "source", options: [string, string][]): Control {
  const { filter, words } = context;
  const box = h(
    "select",
    { id: `geomap-${key}`, change: () => void filter.change({ [key]: box.value }) },
    h("option", { value: "" }, words.anyOf),
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  const refresh = () => {
    const value = filter.state[key];
    // A link may ask for what no event has: the field says so all the same.
    if (![...box.options].some((option) => option.value === value)) box.append(h("option", { value }, nameOf(context, key, value)));
    box.value = value;
  };
  return { field: labelled(name, box), refresh };
}

function nameOf({ words, countries: names }: PageContext, key: "status" | "country" | "source", value: string): string {
  if (key === "status") return words.verification[value] ?? value;
  return key === "country" ? countryName(value, names.get(value)) : value;
}

function scoreField({ filter, words, lang }: PageContext): Control {
  const shown = h("output", { for: "geomap-score" });
  const input = h("input", {
    type: "range",
    id: "geomap-score",
    min: 0,
    max: 1,
    step: 0.05,
    input: () => void filter.change({ score: Number(input.value) }),
  });
  const format = new Intl.NumberFormat(lang, { style: "percent" });
  const refresh = () => {
    input.value = String(filter.state.score);
    shown.textContent = filter.state.score > 0 ? words.atLeast(format.format(filter.state.score)) : words.any;
  };
  return { field: labelled(words.score, input, shown), refresh };
}

function labelled(name: string, control: HTMLElement, after?: HTMLElement): HTMLElement {
  return h("div", { class: "field" }, h("label", { for: control.id }, name), control, after);
}

function statuses({ events, words }: PageContext): [string, string][] {
  const present = new Set(events.statuses.filter((_, i) => events.hasStatus(i + 1)));
  return Object.entries(words.verification).filter(([word]) => present.has(word));
}

function countries({ places, events, lang, countries: names }: PageContext): [string, string][] {
  const codes = places.countriesOf(events.place);
  return codes.map((code): [string, string] => [code, countryName(code, names.get(code))]).sort(byText(lang));
}

function sources({ documents, lang }: PageContext): [string, string][] {
  const names = new Set(documents.map(sourceOf));
  return [...names].map((name): [string, string] => [name, name]).sort(byText(lang));
}

function byText(lang: string) {
  const { compare } = new Intl.Collator(lang);
  return ([, a]: [string, string], [, b]: [string, string]) => compare(a, b);
}
