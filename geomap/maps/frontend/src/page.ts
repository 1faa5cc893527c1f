/** The page put together: reads the data, builds the parts, and keeps them of one mind through the filter. */

import L from "leaflet";
import { baseMapPane } from "./basemap";
import type { PageContext } from "./context";
import { drawControls } from "./controls";
import { type PageData, type Packed, readBlock, type Report, type SourceDocument, unpack } from "./data";
import { byId, h } from "./dom";
import { readEvents } from "./events";
import { EvidencePanel } from "./evidence";
import { drawExports } from "./exports";
import { Filter } from "./filter";
import type { Labels } from "./labels";
import { drawLegend } from "./legend";
import { EventView } from "./map-view";
import { fromFragment, type Link, toFragment, writeFragment } from "./permalink";
import { readPlaces } from "./places";
import { Reader } from "./reader";
import { readTopology, type Topology } from "./shapes";
import { EventTable } from "./table";
import { Tabs } from "./tabs";
import { whenThemeChanges } from "./theme";
import { Timeline } from "./timeline";
import { wordsFor } from "./words";

interface Ground {
  topology: Topology;
  labels: Labels;
}

type Read = Pick<PageContext, "base" | "countries" | "documents" | "places" | "events">;

const HASH_WAIT_MS = 250;

export class EventMapPage {
  private readonly switches = new Map<string, L.Layer>();
  private context: PageContext | null = null;
  private hashTimer = 0;

  constructor(
    private readonly map: L.Map,
    private readonly fit: boolean,
  ) {}

  /** A Leaflet layer whose presence on the map is the layer's switch. */
  layer(name: string): L.Layer {
    const made = L.featureGroup();
    made.on("add", () => void this.context?.filter.toggle(name, true));
    made.on("remove", () => void this.context?.filter.toggle(name, false));
    this.switches.set(name, made);
    return made;
  }

  async start(): Promise<void> {
    const data = readBlock<PageData>("geomap-data")!;
    const ground = await unpack<Ground>(readBlock<Ground | Packed>("geomap-basemap")!);
    const documents = await unpack<SourceDocument[]>(data.documents);
    const places = await readPlaces(data.places);
    const events = await readEvents(data.events, () => places.names());
    const context = this.makeContext(data, {
      base: readTopology(ground.topology),
      countries: new Map(ground.labels.countries.map(([code, , , name]) => [code, name])),
      documents,
      places,
      events,
    });
    this.context = context;
    this.nameParts(context);
    const link = fromFragment(location.hash, { layers: context.layers.map(({ name }) => name) });
    if (Object.keys(link.changes).length) await context.filter.change(link.changes);
    const view = this.build(context, ground.labels);
    view.open(link.view, this.fit);
    drawLegend(byId("geomap-legend"), context);
    this.follow(context, view);
    await this.chooseLinked(context, link, view);
    addEventListener("hashchange", () => void this.apply(context, view));
    document.documentElement.dataset["ready"] = "true";
    afterFrame(() => this.finish(context, view));
  }

  /** What the map and its layers can be used without. */
  private finish(context: PageContext, view: EventView): void {
    if (!context.places.named) void context.places.names().then(() => view.nameMarks());
    drawControls(byId("geomap-controls"), context);
    drawExports(byId("geomap-exports"), context, this.map);
    new Timeline(byId("geomap-time"), context);
  }

  private makeContext(data: PageData, read: Read): PageContext {
    const { layers } = data;
    const { base, countries, documents, places, events } = read;
    const lang = document.documentElement.lang || "en";
    const words = wordsFor(lang);
    const shown = layers.map(({ name }) => name).filter((name) => this.isOn(name));
    const none = { from: null, to: null, score: 0, source: "", status: "", country: "", query: "" };
    const filter = new Filter({ layers: new Set(shown), ...none }, events, places, documents);
    return { title: data.title ?? words.title, lang, words, events, places, documents, layers, base, countries, filter };
  }

  private isOn(name: string): boolean {
    const layer = this.switches.get(name);
    return layer !== undefined && this.map.hasLayer(layer);
  }

  private nameParts({ title, words }: PageContext): void {
    byId("geomap-title").textContent = title;
    byId("geomap-main").setAttribute("aria-label", words.map);
    byId("geomap-side").setAttribute("aria-label", words.side_panel);
    byId("geomap-layers").append(
      h("div", { id: "geomap-legend" }),
      h("div", { id: "geomap-controls", role: "search" }),
      h("div", { id: "geomap-exports" }),
    );
    byId("geomap-time").setAttribute("aria-label", words.timeline);
    byId("geomap-worldview").textContent = words.worldview;
  }

  private choose: (row: number) => void = () => undefined;

  private build(context: PageContext, labels: Labels): EventView {
    const tabs = new Tabs(context.words);
    const panel = new EvidencePanel(byId("geomap-event"), context, (report) => read(report));
    this.choose = (row) => {
      tabs.open("event");
      void panel.show(row).then(() => panel.focus());
    };
    const offer = (rows: number[], title: string) => {
      tabs.open("event");
      if (rows.length === 1) void panel.show(rows[0]!);
      else panel.offer(rows, title);
    };
    const ground = baseMapPane(context.base, labels, () => this.hasTiles(), () => view);
    const view: EventView = new EventView(this.map, context, ground, offer);
    const reader = new Reader(byId("geomap-text"), context, this.choose, (place) => view.point(place), (place) => view.go(place));
    const table = new EventTable(byId("geomap-table"), context, this.choose, (row) => view.pointRow(row));
    const read = (report: Report) => {
      tabs.open("text");
      void reader.show(report.doc, report);
    };
    view.onPoint((place) => reader.pointOut(place));
    tabs.whenOpened("table", async () => {
      await context.events.reports();
      table.draw();
      if (context.filter.selected !== null) table.reveal(context.filter.selected);
    });
    tabs.whenOpened("text", () => void reader.openFirst());
    context.filter.onChange(() => {
      if (tabs.current === "table") void context.events.reports().then(() => table.draw());
    });
    whenThemeChanges(() => view.redraw());
    this.watchCounts(context, view, offer);
    return view;
  }

  private hasTiles(): boolean {
    let found = false;
    this.map.eachLayer((layer) => (found ||= layer instanceof L.TileLayer));
    return found;
  }

  private watchCounts(context: PageContext, view: EventView, offer: (rows: number[], title: string) => void): void {
    const { filter, words, events } = context;
    const refresh = () => {
      byId("geomap-count").textContent = words.events(filter.rows.length, events.rows);
      const rows = view.unplaced();
      const attributes = { type: "button", click: () => offer(view.unplaced(), words.unplacedTitle) };
      byId("geomap-unplaced").replaceChildren(...(rows.length ? [h("button", attributes, words.unplaced.replace("{n}", String(rows.length)))] : []));
    };
    filter.onChange(refresh);
    refresh();
  }

  /** Keep Leaflet's own idea of which layers are on, and the address, of one mind with the filter. */
  private follow(context: PageContext, view: EventView): void {
    const { filter } = context;
    const write = () => {
      clearTimeout(this.hashTimer);
      this.hashTimer = window.setTimeout(() => writeFragment(toFragment(context, view.moved())), HASH_WAIT_MS);
    };
    const changed = () => {
      for (const [name, layer] of this.switches) {
        if (filter.state.layers.has(name)) layer.addTo(this.map);
        else layer.remove();
      }
      write();
    };
    changed();
    filter.onChange(changed);
    this.map.on("moveend", write);
  }

  private async apply(context: PageContext, view: EventView): Promise<void> {
    const link = fromFragment(location.hash, { layers: context.layers.map(({ name }) => name) });
    await context.filter.clear();
    await context.filter.change(link.changes);
    if (link.view) view.open(link.view, false);
    await this.chooseLinked(context, link, view);
  }

  private async chooseLinked({ events }: PageContext, { event }: Link, view: EventView): Promise<void> {
    if (event === null) return;
    await events.reports();
    for (let row = 0; row < events.rows; row++) {
      if (events.text("event_id", row) !== event) continue;
      this.choose(row);
      view.redraw();
      return;
    }
  }
}

/** Run once the map is on the screen; in a tab that no one sees there is no frame to wait for. */
function afterFrame(run: () => void): void {
  if (document.hidden) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}
