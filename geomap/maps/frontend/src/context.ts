/** What every part of the page is handed: the data, the words, and the one filter. */

import type { LayerInfo, SourceDocument } from "./data";
import { formatDay, formatDays } from "./days";
import { dayOf, type Events, NO_DAY } from "./events";
import type { Filter } from "./filter";
import { countryName } from "./labels";
import type { Place, Places } from "./places";
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

/** What one event of a layer is called. */
export function kindName(context: PageContext, layer: string): string {
  return context.layers.find(({ name }) => name === layer)?.label ?? context.words.kinds[layer] ?? layer;
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

/** The same for a reader's eyes: a region is told apart from the town it is named after. */
export function placesShown({ events, places, words }: PageContext, row: number): string {
  const names: string[] = [];
  for (let i = events.offsets[row]!; i < events.offsets[row + 1]!; i++) {
    const place = places.at(events.place[i]!);
    if (place) names.push(events.precision[i]! >= 3 ? areaName(words, place) : place.name);
  }
  return names.join(", ") || events.text("place_raw", row);
}

/** The name of a place that is drawn as an area. */
export function areaName(words: Words, { name, kind, iso2 }: Place): string {
  if (kind === "country") return countryName(iso2 ?? "", name);
  if (!name) return name;
  if (name.toLowerCase().split(/[^\p{L}]+/u).some((word) => words.regionWords.split("|").includes(word))) return name;
  return (kind.startsWith("admin") ? words.region : words.area).replace("{name}", () => name);
}

/** A document's source, unless its title says the same, and its date. */
export function sourceAndDate({ source, date }: SourceDocument, title: string, lang: string): string {
  const day = dayOf(date ?? "");
  return [source !== title && source, day === NO_DAY ? date : formatDay(day, lang)].filter(Boolean).join(", ");
}

export function dates({ events, words, lang }: PageContext, row: number): string {
  const [from, to] = [events.from[row]!, events.to[row]!];
  if (!Number.isFinite(from) || from === events.noDay) return words.noDate;
  return formatDays(from, to, lang);
}
