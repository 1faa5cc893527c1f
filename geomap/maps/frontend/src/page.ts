/** The page put together: reads the data, builds the parts, and keeps them of one mind through the filter. */

import L from "leaflet";
import type { Topology } from "topojson-specification";
import { baseMapPane } from "./basemap";
import { type CanvasPane, canvasPane } from "./canvas";
import { type PageData, type Packed, readBlock, unpack } from "./data";
import { byId, h } from "./dom";
import { EvidencePanel } from "./evidence";
import { type Events, readEvents } from "./events";
import { Filter } from "./filter";
import { drawLegend } from "./legend";
import { type AreaTarget, drawScene, type Hits, type Scene, type Target } from "./marks";
import { type BaseMap, readTopology } from "./shapes";
import { clusterIndex, gather } from "./spots";
import { en } from "./words/en";

const NOTHING: Hits = { marks: [], areas: [] };

export class EventMapPage {
  private filter: Filter | null = null;
  private scene: Scene | null = null;
  private hits = NOTHING;
  private marks: CanvasPane | null = null;
  private panel: EvidencePanel | null = null;
  private readonly switches = new Map<string, L.Layer>();
  private drawnRows: number[] | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly fit: boolean,
  ) {
    for (const [pane, depth] of [["geomap-base", 150], ["geomap-marks", 450]] as const) {
      map.createPane(pane).style.zIndex = String(depth);
      map.getPane(pane)!.style.pointerEvents = "none";
    }
  }

  /** A Leaflet layer whose presence on the map is the layer's switch. */
  layer(name: string): L.Layer {
    const made = L.featureGroup();
    made.on("add", () => void this.filter?.toggle(name, true));
    made.on("remove", () => void this.filter?.toggle(name, false));
    this.switches.set(name, made);
    return made;
  }

  async start(): Promise<void> {
    const data = readBlock<PageData>("geomap-data")!;
    byId("geomap-title").textContent = data.title ?? en.title;
    const base = readTopology(await unpack(readBlock<Topology | Packed>("geomap-basemap")!));
    const events = await readEvents(data.events);
    this.build(data, base, events);
    document.documentElement.dataset["ready"] = "true";
  }

  private build(data: PageData, base: BaseMap, events: Events): void {
    const shown = data.layers.map(({ name }) => name).filter((name) => this.isOn(name));
    const filter = new Filter(
      { layers: new Set(shown), from: null, to: null, score: 0, source: "", status: "", country: "", query: "" },
      events,
      data.places,
      data.documents,
    );
    this.filter = filter;
    this.panel = new EvidencePanel(byId("geomap-event"), events, data.places, data.documents, filter, en);
    this.scene = this.makeScene(data, base, events, filter);
    baseMapPane(base).addTo(this.map);
    this.marks = canvasPane("geomap-marks", 0.2, (view) => (this.hits = drawScene(view, this.scene!))).addTo(this.map);
    drawLegend(byId("geomap-legend"), data.layers, filter, en);
    this.count();
    this.map.invalidateSize({ animate: false });
    this.fitToData(data, base);
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.map.getContainer());
    filter.onChange(() => this.refresh());
    this.listen();
  }

  private isOn(name: string): boolean {
    const layer = this.switches.get(name);
    return layer !== undefined && this.map.hasLayer(layer);
  }

  private makeScene(data: PageData, base: BaseMap, events: Events, filter: Filter): Scene {
    const layers = data.layers.map(({ name }) => name);
    const drawn = gather(events, filter.rows, data.places, base);
    this.drawnRows = filter.rows;
    const colours = getComputedStyle(document.documentElement);
    const theme = {
      paper: colours.getPropertyValue("--paper"),
      ink: colours.getPropertyValue("--ink"),
      label: colours.getPropertyValue("--label"),
    };
    const index = clusterIndex(drawn, events, data.places, layers);
    return { events, places: data.places, base, layers, drawn, index, selected: filter.selected, theme };
  }

  private refresh(): void {
    const { filter, scene } = this;
    if (!filter || !scene) return;
    scene.selected = filter.selected;
    if (this.drawnRows !== filter.rows) {
      this.drawnRows = filter.rows;
      scene.drawn = gather(scene.events, filter.rows, scene.places, scene.base);
      scene.index = clusterIndex(scene.drawn, scene.events, scene.places, scene.layers);
      this.followSwitches(filter);
      this.count();
    }
    this.marks?.redraw();
  }

  /** Keep Leaflet's own idea of which layers are on: a user's layer control may ask. */
  private followSwitches(filter: Filter): void {
    for (const [name, layer] of this.switches) {
      const on = filter.state.layers.has(name);
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      if (!on && this.map.hasLayer(layer)) layer.remove();
    }
  }

  private count(): void {
    const { filter, scene } = this;
    if (!filter || !scene) return;
    byId("geomap-count").textContent = en.events(filter.rows.length, scene.events.rows);
    const unplaced = scene.drawn.unplaced;
    byId("geomap-unplaced").replaceChildren(
      ...(unplaced.length
        ? [h("button", { type: "button", click: () => this.panel!.list(unplaced, en.unplaced(unplaced.length)) }, en.unplaced(unplaced.length))]
        : []),
    );
  }

  private fitToData(data: PageData, base: BaseMap): void {
    if (!this.fit) return;
    const bounds = L.latLngBounds([]);
    const { drawn } = this.scene!;
    for (const { place } of drawn.spots) bounds.extend([data.places[place]!.lat!, data.places[place]!.lon!]);
    for (const { shape, place } of drawn.areas) {
      const box = shape === null ? null : base.regions.get(shape)?.box;
      if (box) for (const corner of cornersOf(box)) bounds.extend(corner);
      else if (data.places[place]!.lat !== undefined) bounds.extend([data.places[place]!.lat!, data.places[place]!.lon!]);
    }
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [30, 30], maxZoom: 8, animate: false });
    else this.map.setView([30, 15], 2, { animate: false });
  }

  private listen(): void {
    this.map.on("click", ({ containerPoint }) => this.click(this.marks!.locate(containerPoint)));
    this.map.on("mousemove", ({ containerPoint }) => {
      const at = this.marks!.locate(containerPoint);
      const over = this.markAt(at) ?? this.areaAt(at);
      this.map.getContainer().style.cursor = over ? "pointer" : "";
    });
  }

  private click(at: L.Point): void {
    const { places } = this.scene!;
    const mark = this.markAt(at);
    if (mark?.opens) this.open(mark.opens);
    else if (mark) this.showRows(mark.rows, places[mark.place!]!.name);
    else {
      const area = this.areaAt(at);
      if (area) this.showRows(area.area.rows, places[area.area.place]!.name);
    }
  }

  private open({ lat, lon, zoom }: { lat: number; lon: number; zoom: number }): void {
    this.map.setView([lat, lon], Math.min(zoom, this.map.getMaxZoom()));
  }

  private showRows(rows: number[], place: string): void {
    if (rows.length === 1) void this.panel!.show(rows[0]!);
    else this.panel!.list(rows, en.several(rows.length, place));
  }

  private markAt({ x, y }: L.Point): Target | null {
    let best: Target | null = null;
    let nearest = Infinity;
    for (const mark of this.hits.marks) {
      const distance = Math.hypot(mark.x - x, mark.y - y);
      if (distance <= mark.r && distance < nearest) [best, nearest] = [mark, distance];
    }
    return best;
  }

  private areaAt({ x, y }: L.Point): AreaTarget | null {
    const context = document.createElement("canvas").getContext("2d")!;
    const under = this.hits.areas.filter(({ path }) => context.isPointInPath(path, x, y, "evenodd"));
    return under.at(-1) ?? null;
  }
}

function cornersOf([west, north, east, south]: [number, number, number, number]): L.LatLngTuple[] {
  const lat = (y: number) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
  return [
    [lat(north), (west - 0.5) * 360],
    [lat(south), (east - 0.5) * 360],
  ];
}
