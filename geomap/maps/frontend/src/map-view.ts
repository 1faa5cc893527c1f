/** The events on the Leaflet map: drawn through the filter, clicked, pointed at. */

import L from "leaflet";
import { type CanvasPane, type View as Canvas, canvasPane, copyForPaper, removeCopies } from "./canvas";
import { type Cluster, Clusters } from "./clusters";
import { areaName, dates, kindName, type PageContext, placesShown } from "./context";
import { h } from "./dom";
import type { Box } from "./labels";
import { type AreaTarget, drawScene, type Hits, type Scene, type Target } from "./marks";
import { boxOf, MOST_NAMED } from "./names";
import type { Link } from "./permalink";
import type { Shape } from "./shapes";
import { gather } from "./spots";
import { type PageTheme, readTheme } from "./theme";

type View = NonNullable<Link["view"]>;

/** Steps of the zoom, so that what is to be seen fits as closely as it can; tiles have whole steps alone. */
const ZOOM_STEP = 0.25;
const MARGIN = 36;
/** The zoom that one event alone is shown at: close enough to see what country it is in. */
const CLOSEST = 6;
/** How far beside a mark a finger may be, in pixels. */
const FINGER = 10;
/** Room for the scale under what is to be seen. */
const SCALE = 24;

export class EventView {
  private hits: Hits = { marks: [], areas: [], labels: [], reserved: [] };
  private readonly scene: Scene;
  private readonly marks: CanvasPane;
  private drawnRows: number[];
  private readonly tip = h("div", { class: "geomap-tip", hidden: true, "aria-hidden": "true", dir: "auto" });
  private readonly probe = new OffscreenCanvas(1, 1).getContext("2d")!;
  private readonly pointers: ((place: number | null) => void)[] = [];
  private started = false;
  private hasMoved = false;
  private fits = false;
  private atFirst: L.LatLngBounds | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly context: PageContext,
    private readonly ground: CanvasPane,
    private readonly offer: (rows: number[], title: string) => void,
  ) {
    this.makePane("geomap-base", 150);
    this.makePane("geomap-marks", 450);
    this.drawnRows = context.filter.rows;
    this.scene = this.makeScene();
    this.marks = canvasPane("geomap-marks", 0.2, (view) => (this.hits = drawScene(view, this.scene)));
    map.getContainer().append(this.tip);
  }

  private makePane(name: string, depth: number): void {
    this.map.createPane(name).style.zIndex = String(depth);
    this.map.getPane(name)!.style.pointerEvents = "none";
  }

  /** Show the map where the link says, or all of the events, or where folium put it. */
  open(view: View | null, fit: boolean): void {
    const { map } = this;
    map.options.zoomSnap = this.isTiled() ? 1 : ZOOM_STEP;
    map.invalidateSize({ animate: false });
    if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
    else if (fit) this.fitToData();
    this.fits = fit;
    if (!this.started) this.start();
    this.hasMoved = view !== null;
  }

  private start(): void {
    const { map } = this;
    this.started = true;
    map.on("moveend", () => (this.hasMoved = true));
    this.marks.addTo(map); // first: the base map's names give way to the marks
    this.ground.addTo(map);
    this.context.filter.onChange(() => this.refresh());
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
    new ResizeObserver(() => this.resize()).observe(map.getContainer());
    map.on("layeradd layerremove", ({ layer }) => layer instanceof L.TileLayer && this.ground.redraw());
    map.on("click", ({ containerPoint }) => this.click(containerPoint));
    map.on("mousemove", ({ containerPoint }) => this.hover(containerPoint));
    map.on("mouseout movestart", () => this.hover(null));
  }

  /** The view, once someone has moved it; null before. */
  moved(): View | null {
    if (!this.hasMoved) return null;
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lon: lng };
  }

  private onScreen: L.LatLngBounds | null = null;

  /** Draw the same part of the world for paper, and for the screen again. */
  private print(isPaper: boolean): void {
    const had = this.hasMoved;
    this.onScreen = isPaper ? this.map.getBounds() : this.onScreen;
    document.documentElement.toggleAttribute("data-print", isPaper);
    this.map.invalidateSize({ animate: false });
    if (!had && this.fits) this.fitToData();
    else if (this.onScreen) this.map.fitBounds(this.onScreen, { animate: false });
    this.hasMoved = had;
    this.redraw();
    if (isPaper) copyForPaper(this.map.getPanes().mapPane);
    else removeCopies(this.map.getPanes().mapPane);
  }

  private resize(): void {
    const had = this.hasMoved;
    const before = this.map.getSize();
    this.map.invalidateSize({ animate: false });
    if (this.map.getSize().equals(before)) return;
    if (!had && this.fits) this.fitToData();
    this.hasMoved = had;
  }

  /** Countries that are areas on the map, whose label names them already. */
  namedCountries(): Set<string> {
    const { places } = this.context;
    const countries = this.scene.drawn.areas.filter(({ place }) => places.at(place)!.kind === "country");
    return new Set(countries.flatMap(({ shape }) => shape ?? []));
  }

  /** Where marks and their labels are, in pixels of the canvas. */
  obstacles(): Box[] {
    return [...this.hits.reserved, ...this.hits.labels, ...this.hits.marks.map(boxOf)];
  }

  theme(): PageTheme {
    return this.scene.theme;
  }

  unplaced(): number[] {
    this.gather();
    return this.scene.drawn.unplaced;
  }

  redraw(): void {
    this.scene.theme = readTheme();
    this.marks.redraw();
    this.ground.redraw();
  }

  /** Draw the marks' names where there are few enough of them, once they are read. */
  nameMarks(): void {
    if (this.hits.marks.length <= MOST_NAMED) this.redraw();
  }

  /** Ring a place, or none. */
  point(place: number | null): void {
    if (this.scene.pointed === place) return;
    this.scene.pointed = place;
    this.marks.redraw();
  }

  pointRow(row: number | null): void {
    const { events } = this.context;
    const has = row !== null && events.offsets[row + 1]! > events.offsets[row]!;
    this.point(has ? events.place[events.offsets[row]!]! : null);
  }

  /** Bring a place into view. */
  go(index: number): void {
    const place = this.context.places.at(index);
    if (place?.lat === undefined) return;
    this.point(index);
    this.map.setView([place.lat, place.lon!], Math.max(this.map.getZoom(), place.kind === "country" ? 4 : 6));
  }

  onPoint(pointer: (place: number | null) => void): void {
    this.pointers.push(pointer);
  }

  private makeScene(): Scene {
    const { events, places, base, filter, words } = this.context;
    const drawn = gather(events, filter.rows, places, base);
    const clusters = new Clusters(drawn.spots, places);
    const theme = readTheme();
    const reserved = (view: Canvas) => this.controlBoxes(view);
    return { words, events, places, base, drawn, clusters, selected: filter.selected, pointed: null, theme, reserved };
  }

  private isTiled(): boolean {
    let found = false;
    this.map.eachLayer((layer) => (found ||= layer instanceof L.TileLayer));
    return found;
  }

  /** Where the map's buttons and its scale are, in pixels of a canvas. */
  private controlBoxes({ seen, seenRows }: Canvas): Box[] {
    const corner = this.map.getContainer().getBoundingClientRect();
    return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const { left, top, right, bottom } = control.getBoundingClientRect();
      const [x, y] = [seen[0] - corner.left, seenRows[0] - corner.top];
      return [left + x, top + y, right + x, bottom + y];
    });
  }

  private refresh(): void {
    const { filter } = this.context;
    if (this.scene.selected !== filter.selected) {
      this.scene.selected = filter.selected;
      this.reveal(filter.selected);
    }
    this.gather();
    this.marks.redraw();
    this.ground.redraw();
  }

  private gather(): void {
    const { filter, events, places, base } = this.context;
    if (this.drawnRows === filter.rows) return;
    this.drawnRows = filter.rows;
    this.scene.drawn = gather(events, filter.rows, places, base);
    this.scene.clusters = new Clusters(this.scene.drawn.spots, places);
  }

  /** Pan to a chosen event's first place where it is out of sight. */
  private reveal(row: number | null): void {
    const { events, places } = this.context;
    if (row === null || events.offsets[row + 1] === events.offsets[row]) return;
    const place = places.at(events.place[events.offsets[row]!]!);
    if (place?.lat === undefined || place.kind === "country") return;
    this.fits = false;
    if (!this.map.getBounds().contains([place.lat, place.lon!])) this.map.panTo([place.lat, place.lon!]);
  }

  private fitToData(): void {
    this.atFirst ??= this.dataBounds(); // a filter's result is no reason to jump when the window changes
    const bounds = this.atFirst;
    const { x, y } = this.map.getSize();
    const [side, end] = [Math.min(MARGIN, x * 0.07), Math.min(MARGIN, y * 0.07)];
    const paddings = { paddingTopLeft: [side, end], paddingBottomRight: [side, end + SCALE] } satisfies L.FitBoundsOptions;
    if (bounds) this.map.fitBounds(bounds, { ...paddings, maxZoom: CLOSEST, animate: false });
    else if (!this.started) this.map.setView([30, 15], 2, { animate: false });
  }

  private dataBounds(): L.LatLngBounds | null {
    const { base } = this.context;
    const { spots, areas } = this.scene.drawn;
    const regions = areas.map(({ shape }) => (shape === null ? undefined : base.regions.get(shape)?.box));
    const countries = areas.map(({ shape }) => (shape === null ? undefined : base.countries.get(shape)?.box));
    const loose = areas.filter(({ shape }) => shape === null).map(({ place }) => place);
    const marked = spots.place.subarray(0, spots.length);
    return this.around(loose.length ? [...marked, ...loose] : marked, regions) ?? this.around([], countries);
  }

  /** The bounds of places and boxes; null of none. */
  private around(at: ArrayLike<number>, boxes: (Shape["box"] | undefined)[]): L.LatLngBounds | null {
    const { lat, lon } = this.context.places;
    let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity];
    const extend = (y: number, x: number) => {
      if (y < south) south = y;
      if (x < west) west = x;
      if (y > north) north = y;
      if (x > east) east = x;
    };
    for (let i = 0; i < at.length; i++) extend(lat[at[i]!]!, lon[at[i]!]!);
    for (const box of boxes) {
      if (!box) continue;
      extend(latitude(box[1]), (box[0] - 0.5) * 360);
      extend(latitude(box[3]), (box[2] - 0.5) * 360);
    }
    return south <= north ? L.latLngBounds([south, west], [north, east]) : null;
  }

  private click(at: L.Point): void {
    const point = this.marks.locate(at);
    const mark = this.markAt(point);
    if (mark?.opens) this.comeCloser(mark.opens);
    else if (mark) void this.offerAt(mark.rows, mark.place!);
    else {
      const area = this.areaAt(point)?.area;
      if (area) void this.offerAt(area.rows, area.place, true);
    }
  }

  private async offerAt(rows: number[], place: number, isArea = false): Promise<void> {
    await this.context.places.names();
    this.offer(rows, this.severalAt(rows, place, isArea));
  }

  private severalAt(rows: number[], index: number, isArea: boolean): string {
    const { places, words } = this.context;
    const place = places.at(index)!;
    return words.several(rows.length, isArea ? areaName(words, place) : place.name);
  }

  /** Zoom in until a cluster falls apart; at the last zoom, list its events. */
  private comeCloser({ spots }: Cluster): void {
    const all = this.scene.drawn.spots;
    if (this.map.getZoom() >= this.map.getMaxZoom()) {
      void this.offerAt(spots.flatMap((spot) => all.at(spot).rows), all.place[spots[0]!]!);
      return;
    }
    const bounds = this.around(spots.map((spot) => all.place[spot]!), [])!;
    const zoom = Math.max(this.map.getBoundsZoom(bounds, false, L.point(60, 60)), this.map.getZoom() + 1);
    this.map.setView(bounds.getCenter(), Math.min(zoom, this.map.getMaxZoom()));
  }

  private hover(at: L.Point | null): void {
    const point = at && this.marks.locate(at);
    const mark = point && this.markAt(point);
    const area = point && !mark ? this.areaAt(point)?.area : null;
    const place = mark?.place ?? area?.place ?? null;
    this.map.getContainer().style.cursor = mark || area ? "pointer" : "";
    for (const pointer of this.pointers) pointer(place);
    const rows = mark?.rows ?? area?.rows ?? [];
    this.tip.hidden = !rows.length;
    if (!at || !rows.length) return;
    void this.context.events.reports().then(() => (this.tip.textContent = this.tipText(rows, place!, area !== null)));
    this.tip.style.transform = `translate(${at.x + 14}px, ${at.y + 14}px)`;
  }

  private tipText(rows: number[], place: number, isArea: boolean): string {
    if (rows.length > 1) return this.severalAt(rows, place, isArea);
    const row = rows[0]!;
    return [kindName(this.context, this.context.events.layer(row)), placesShown(this.context, row), dates(this.context, row)].filter(Boolean).join(" · ");
  }

  private markAt({ x, y }: L.Point): Target | null {
    const slack = matchMedia("(pointer: coarse)").matches ? FINGER : 0;
    let best: Target | null = null;
    let nearest = Infinity;
    for (const mark of this.hits.marks) {
      const distance = Math.hypot(mark.x - x, mark.y - y);
      if (distance <= mark.r + slack && distance < nearest) [best, nearest] = [mark, distance];
    }
    return best;
  }

  /** The smallest area under a point: areas are drawn the largest first. */
  private areaAt({ x, y }: L.Point): AreaTarget | null {
    return this.hits.areas.findLast(({ path }) => this.probe.isPointInPath(path, x, y, "evenodd")) ?? null;
  }
}

function latitude(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}
