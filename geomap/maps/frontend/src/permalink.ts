/** The filter, the chosen event and the view as the address's fragment, and back. */

import type { PageContext } from "./context";
import { dayOf, isoOf, NO_DAY } from "./events";
import type { FilterState } from "./filter";

export interface Link {
  changes: Partial<FilterState>;
  event: string | null;
  view: { zoom: number; lat: number; lon: number } | null;
}

export function toFragment({ filter, events }: PageContext, view: Link["view"]): string {
  const { state, selected } = filter;
  const fields = new URLSearchParams();
  if (!filter.layersAsAtFirst()) fields.set("layers", [...state.layers].join(","));
  if (state.from !== null) fields.set("from", isoOf(state.from));
  if (state.to !== null) fields.set("to", isoOf(state.to));
  if (state.score > 0) fields.set("score", String(state.score));
  for (const key of ["status", "country", "source"] as const) if (state[key]) fields.set(key, state[key]);
  if (state.query) fields.set("q", state.query);
  if (selected !== null) fields.set("event", events.text("event_id", selected));
  if (view) fields.set("view", `${view.zoom}/${view.lat.toFixed(3)}/${view.lon.toFixed(3)}`);
  return fields.toString();
}

export function fromFragment(fragment: string, known: { layers: string[] }): Link {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const changes: Partial<FilterState> = {};
  const layers = fields.get("layers");
  if (layers !== null) changes.layers = new Set(layers.split(",").filter((name) => known.layers.includes(name)));
  for (const key of ["from", "to"] as const) {
    const day = dayOf(fields.get(key) ?? "");
    if (day !== NO_DAY) changes[key] = day;
  }
  const score = Number(fields.get("score"));
  if (score > 0 && score <= 1) changes.score = score;
  for (const key of ["status", "country", "source"] as const) {
    const value = fields.get(key);
    if (value) changes[key] = value;
  }
  const query = fields.get("q");
  if (query) changes.query = query;
  return { changes, event: fields.get("event"), view: viewOf(fields.get("view")) };
}

function viewOf(text: string | null): Link["view"] {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (![zoom, lat, lon].every(Number.isFinite)) return null;
  return { zoom: zoom!, lat: lat!, lon: lon! };
}

/** Write the fragment without a step in the history; a sandboxed frame may not, and its page works on without. */
export function writeFragment(fragment: string): void {
  try {
    history.replaceState(null, "", fragment ? `#${fragment}` : location.href.replace(/#.*$/, ""));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
