/** What every part of the page is handed: the data, the words, and the one filter. */

import type { LayerInfo, SourceDocument } from "./data";
import type { Events } from "./events";
import type { Filter } from "./filter";
import type { Places } from "./places";
import type { BaseMap } from "./shapes";
import type { Words } from "./words/en";

export interface PageContext {
  title: string;
  lang: string;
  words: Words;
  events: Events;
  places: Places;
  documents: SourceDocument[];
  layers: LayerInfo[];
  base: BaseMap;
  /** English names of countries by ISO 3166-1 alpha-2 code. */
  countries: ReadonlyMap<string, string>;
  filter: Filter;
}

export function layerName(context: PageContext, name: string): string {
  return context.layers.find((layer) => layer.name === name)?.label ?? context.words.layers[name] ?? name;
}

export function subtypeName({ words }: PageContext, subtype: string): string {
  return words.subtypes[subtype] ?? subtype.replaceAll("_", " ");
}

/** The names of an event's places, or the words that named it where none was found. */
export function placeNames({ events, places }: PageContext, row: number): string {
  const names: string[] = [];
  for (let i = events.offsets[row]!; i < events.offsets[row + 1]!; i++) names.push(places.at(events.place[i]!)?.name ?? "");
  return names.join(", ") || events.text("place_raw", row);
}

export function dates({ events, words, lang }: PageContext, row: number): string {
  const [from, to] = [events.from[row]!, events.to[row]!];
  if (!Number.isFinite(from) || from === events.noDay) return words.noDate;
  return from === to ? formatDay(from, lang) : `${formatDay(from, lang)} – ${formatDay(to, lang)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function formatDay(day: number, lang: string): string {
  let format = formats.get(lang);
  if (!format) {
    const locale = lang === "en" ? "en-GB" : lang;
    format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    formats.set(lang, format);
  }
  return format.format(day * 86_400_000);
}
