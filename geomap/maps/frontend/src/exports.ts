/** What a reader takes away: the filtered events as CSV or GeoJSON, the view as a picture, a link, a frame's HTML. */

import type L from "leaflet";
import { layerName, type PageContext, placeNames } from "./context";
import { toCsv } from "./csv";
import { formatDay, formatDays } from "./days";
import { h } from "./dom";
import { isoOf } from "./events";
import { countryName } from "./labels";

const COLUMNS = [
  "event_id",
  "layer",
  "subtype",
  "place_raw",
  "geo_precision",
  "date_text",
  "modality",
  "actor",
  "target",
  "weapon",
  "killed",
  "killed_op",
  "wounded",
  "wounded_op",
  "n_reports",
];

export function drawExports(root: HTMLElement, context: PageContext, map: L.Map): void {
  const { words } = context;
  const code = h("textarea", { readonly: true, hidden: true, rows: 4, "aria-label": words.frame });
  const show = (text: string) => {
    code.hidden = false;
    code.value = text;
    code.select();
  };
  const buttons: [string, () => void][] = [
    ["CSV", () => void csv(context)],
    ["GeoJSON", () => void geojson(context)],
    ["PNG", () => png(context, map)],
    [words.link, () => show(location.href)],
    [words.frame, () => show(frame(context))],
  ];
  const bar = h("div", { class: "exports" }, ...buttons.map(([name, click]) => h("button", { type: "button", click }, name)));
  root.append(h("h2", {}, words.export), bar, code);
}

async function csv(context: PageContext): Promise<void> {
  const { events, filter, documents } = context;
  const reports = await events.reports();
  const rows = filter.rows.map((row) => {
    const told = reports[row] ?? [];
    return [
      ...COLUMNS.map((name) => plain(events.value(name, row))),
      ...position(context, row),
      placeNames(context, row),
      isoOf(events.from[row]!),
      isoOf(events.to[row]!),
      events.status(row),
      told.map((report) => report.claimed_by ?? "").filter(Boolean).join("; "),
      told.map((report) => report.evidence).join("\n"),
      told.map((report) => documents[report.doc]?.url ?? documents[report.doc]?.id ?? "").join("; "),
    ];
  });
  const header = [...COLUMNS, "lat", "lon", "places", "date_start", "date_end", "status", "claimed_by", "evidence", "documents"];
  download("events.csv", new Blob([toCsv(header, rows)], { type: "text/csv" }));
}

/** Of the first place, and only where the text is as fine as a site or a town. */
function position({ events, places }: PageContext, row: number): [number | null, number | null] {
  const at = events.offsets[row]!;
  const place = at < events.offsets[row + 1]! && events.precision[at]! > 0 && events.precision[at]! < 3 ? places.at(events.place[at]!) : undefined;
  return [place?.lat ?? null, place?.lon ?? null];
}

function plain(value: unknown): string | number | null {
  return typeof value === "number" || typeof value === "string" ? value : null;
}

/** One feature an event and place; what is no finer than a region or country has no geometry. */
async function geojson(context: PageContext): Promise<void> {
  const { events, places, filter } = context;
  const reports = await events.reports();
  const features = filter.rows.flatMap((row): object[] => {
    const properties = {
      ...Object.fromEntries(COLUMNS.map((name) => [name, events.value(name, row)])),
      date_start: isoOf(events.from[row]!) || null,
      date_end: isoOf(events.to[row]!) || null,
      status: events.status(row),
      evidence: (reports[row] ?? []).map((report) => report.evidence),
    };
    const at = Array.from({ length: events.offsets[row + 1]! - events.offsets[row]! }, (_, i) => events.offsets[row]! + i);
    if (!at.length) return [{ type: "Feature", properties, geometry: null }];
    return at.map((i) => {
      const place = places.at(events.place[i]!)!;
      const exact = events.precision[i]! > 0 && events.precision[i]! < 3 && place.lat !== undefined;
      const geometry = exact ? { type: "Point", coordinates: [place.lon, place.lat] } : null;
      return { type: "Feature", properties: { ...properties, place: place.name, place_id: place.id }, geometry };
    });
  });
  const text = JSON.stringify({ type: "FeatureCollection", features });
  download("events.geojson", new Blob([text], { type: "application/geo+json" }));
}

/** The map as it is seen, with its title and the layers shown written under it. */
function png(context: PageContext, map: L.Map): void {
  const { x: width, y: height } = map.getSize();
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const foot = 46;
  const picture = h("canvas", { width: width * ratio, height: (height + foot) * ratio });
  const pen = picture.getContext("2d")!;
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
  pen.scale(ratio, ratio);
  pen.fillStyle = colour("--sea");
  pen.fillRect(0, 0, width, height);
  const corner = map.getContainer().getBoundingClientRect();
  for (const canvas of map.getContainer().querySelectorAll("canvas")) {
    const box = canvas.getBoundingClientRect();
    pen.drawImage(canvas, box.left - corner.left, box.top - corner.top, box.width, box.height);
  }
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, height, width, foot);
  pen.fillStyle = colour("--ink");
  pen.font = "700 15px Georgia, serif";
  pen.fillText(context.title, 12, height + 19, width - 24);
  pen.font = "12px system-ui, sans-serif";
  pen.fillText(caption(context), 12, height + 37, width - 24);
  picture.toBlob((blob) => blob && download("map.png", blob));
}

export function caption(context: PageContext): string {
  const { filter, words, events } = context;
  const layers = [...filter.state.layers].filter((name) => filter.perLayer.get(name)).map((name) => layerName(context, name));
  return [words.events(filter.rows.length, events.rows), layers.join(", "), ...narrowed(context), words.worldview].filter(Boolean).join(" · ");
}

/** What the filter asks for besides layers: a picture of some events does not pass for one of all. */
function narrowed({ filter, words, lang, countries }: PageContext): string[] {
  const { from, to, status, country, source, query, score } = filter.state;
  const ends = [from, to].map((day) => (day === null ? "" : formatDay(day, lang)));
  return [
    from !== null && to !== null ? formatDays(from, to, lang) : from === to ? "" : ends.join(" – "),
    status && (words.verification[status] ?? status),
    country && countryName(country, countries.get(country)),
    source,
    query && `“${query}”`,
    score > 0 ? `${words.score}: ${words.atLeast(new Intl.NumberFormat(lang, { style: "percent" }).format(score))}` : "",
  ];
}

function frame({ title, words }: PageContext): string {
  const name = location.pathname.split("/").pop() || "map.html";
  const address = location.protocol.startsWith("http") ? location.href : `${name}${location.hash}`;
  const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${escape(address)}" title="${escape(title || words.title)}" width="100%" height="640" loading="lazy" sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>`;
}

function download(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

