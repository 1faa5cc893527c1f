/** Marks, clusters, rings and hatched areas on one canvas, and what lies under a pointer. */

import type { View } from "./canvas";
import type { Events } from "./events";
import type { Places } from "./places";
import { type BaseMap, type Shape, mercator, pathOf } from "./shapes";
import type { Cluster, Clusters } from "./clusters";
import { drawNames } from "./names";
import type { Area, Drawn, Spot } from "./spots";
import { type Look, lookOf, paintOf, shapePath, styleOf } from "./style";
import { inView } from "./basemap";
import type { PageTheme } from "./theme";
import type { Box } from "./labels";
import type { Words } from "./words/en";

export const LOW_SCORE = 0.5;
const RADIUS = 7;
const FAN = 8;
const EARTH_KM = 40_075;

export interface Target {
  x: number;
  y: number;
  r: number;
  rows: number[];
  place: number | null;
  /** Several places, which a click comes closer to; null for everything else. */
  opens: Cluster | null;
}

export interface AreaTarget {
  path: Path2D;
  size: number;
  area: Area;
  /** Where its label stands, if nothing is in the way. */
  at: [number, number];
}

export interface Scene {
  words: Words;
  events: Events;
  places: Places;
  base: BaseMap;
  drawn: Drawn;
  clusters: Clusters;
  selected: number | null;
  /** A place that the text or the table points at. */
  pointed: number | null;
  theme: PageTheme;
  /** What names keep clear of besides the marks: the map's buttons and its scale. */
  reserved(view: View): Box[];
}

export interface Hits {
  marks: Target[];
  areas: AreaTarget[];
  /** Where names stand. */
  labels: Box[];
  /** Where the map's own buttons are. */
  reserved: Box[];
}

/** Draw everything in view; return what a click can hit, in canvas pixels. */
export function drawScene(view: View, scene: Scene): Hits {
  const areas = outlines(view, scene);
  for (const { path, area } of areas) hatch(view, scene, path, area);
  const marks: Target[] = [];
  for (const cluster of scene.clusters.at(view.zoom)) {
    const x = cluster.x * view.scale + view.dx;
    const y = cluster.y * view.scale + view.dy;
    if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
    if (cluster.spots.length > 1) marks.push(drawCluster(view, scene, cluster, x, y));
    else marks.push(...drawSpot(view, scene, scene.drawn.spots.at(cluster.spots[0]!), x, y));
  }
  const reserved = scene.reserved(view);
  const labels = drawNames(view, scene, areas, marks, reserved);
  drawPointed(view, scene);
  return { marks, areas, labels, reserved };
}

function drawPointed(view: View, scene: Scene): void {
  const place = scene.pointed === null ? undefined : scene.places.at(scene.pointed);
  if (place?.lat === undefined || place.kind === "country") return;
  const { context } = view;
  context.strokeStyle = scene.theme.ink;
  context.lineWidth = 2;
  circle(context, ...toPixels(view, place.lat, place.lon!), 17);
  context.stroke();
}

export function toPixels(view: View, lat: number, lon: number): [number, number] {
  const [x, y] = mercator(lat, lon);
  return [x * view.scale + view.dx, y * view.scale + view.dy];
}

function drawSpot(view: View, scene: Scene, spot: Spot, x: number, y: number): Target[] {
  const { rows } = spot;
  if (spot.precision === 2) drawReach(view, scene, spot, x, y);
  if (rows.length > FAN) {
    drawDonut(view, scene, countLayers(scene, rows), rows.length, x, y);
    return [{ x, y, r: donutRadius(rows.length), rows, place: spot.place, opens: null }];
  }
  return rows.map((row, i) => {
    const [px, py] = rows.length === 1 ? [x, y] : fanOut(view, scene, x, y, i, rows.length);
    drawMark(view.context, scene, row, px, py);
    return { x: px, y: py, r: RADIUS + 3, rows: [row], place: spot.place, opens: null };
  });
}

/** Marks that share a place stand around it on thin lines that lead to it. */
function fanOut(view: View, scene: Scene, x: number, y: number, i: number, n: number): [number, number] {
  const reach = 11 + 2.2 * n;
  const angle = (2 * Math.PI * i) / n - Math.PI / 2;
  const to: [number, number] = [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  const { context } = view;
  context.strokeStyle = scene.theme.ink;
  context.lineWidth = 0.75;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(...to);
  context.stroke();
  context.fillStyle = scene.theme.ink;
  context.beginPath();
  context.arc(x, y, 1.75, 0, 2 * Math.PI);
  context.fill();
  return to;
}

function drawReach(view: View, scene: Scene, spot: Spot, x: number, y: number): void {
  const place = scene.places.at(spot.place)!;
  const radius = reachInPixels(view, place.lat!, place.radius_km ?? 0);
  if (radius < RADIUS + 2) return;
  const style = styleOf(scene.events.layer(spot.rows[0]!));
  circle(view.context, x, y, radius);
  view.context.globalAlpha = 0.1;
  view.context.fillStyle = style.colour;
  view.context.fill();
  view.context.globalAlpha = 0.9;
  view.context.strokeStyle = scene.theme.line(style);
  view.context.lineWidth = 1;
  view.context.stroke();
  view.context.globalAlpha = 1;
}

function reachInPixels(view: View, lat: number, km: number): number {
  return ((km / EARTH_KM) * view.scale) / Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
}

export function markLook(events: Events, row: number): { layer: string; look: Look; planned: boolean; low: boolean } {
  return {
    layer: events.layer(row),
    look: lookOf(events.status(row)),
    planned: events.planned(row),
    low: events.score[row]! < LOW_SCORE,
  };
}

function drawMark(context: CanvasRenderingContext2D, scene: Scene, row: number, x: number, y: number): void {
  const look = markLook(scene.events, row);
  const paint = paintOf(look, scene.theme);
  const path = new Path2D(shapePath(styleOf(look.layer).shape, RADIUS, x, y));
  if (row === scene.selected) halo(context, scene, x, y, RADIUS + 6);
  context.fillStyle = scene.theme.paper;
  context.fill(path);
  context.globalAlpha = paint.fillOpacity;
  context.fillStyle = paint.fill;
  context.fill(path);
  context.globalAlpha = 1;
  context.strokeStyle = paint.stroke;
  context.lineWidth = paint.width;
  context.lineJoin = "round";
  context.stroke(path);
  if (paint.slash) strike(context, scene.theme.ink, x, y);
  if (paint.ring) {
    context.setLineDash([3, 2.5]);
    context.strokeStyle = scene.theme.ink;
    context.lineWidth = 1.25;
    circle(context, x, y, RADIUS + 4);
    context.stroke();
    context.setLineDash([]);
  }
}

function strike(context: CanvasRenderingContext2D, ink: string, x: number, y: number): void {
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - RADIUS, y + RADIUS);
  context.lineTo(x + RADIUS, y - RADIUS);
  context.stroke();
}

function halo(context: CanvasRenderingContext2D, scene: Scene, x: number, y: number, r: number): void {
  circle(context, x, y, r);
  context.fillStyle = scene.theme.paper;
  context.fill();
  context.strokeStyle = scene.theme.ink;
  context.lineWidth = 2;
  context.stroke();
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
}

function drawCluster(view: View, scene: Scene, cluster: Cluster, x: number, y: number): Target {
  const { spots } = scene.drawn;
  const counts = noCounts(scene);
  for (const spot of cluster.spots) spots.eachRow(spot, (row) => (counts[scene.events.layerCodes[row]!]! += 1));
  drawDonut(view, scene, counts, cluster.events, x, y);
  return { x, y, r: donutRadius(cluster.events), rows: [], place: null, opens: cluster };
}

function noCounts({ events }: Scene): number[] {
  return new Array<number>(events.layers.length + 1).fill(0);
}

/** How many of `rows` each layer has, by its code. */
function countLayers(scene: Scene, rows: number[]): number[] {
  const counts = noCounts(scene);
  for (const row of rows) counts[scene.events.layerCodes[row]!]! += 1;
  return counts;
}

function donutRadius(events: number): number {
  return Math.min(11 + 2.5 * Math.log10(events + 1) * 2, 24);
}

function drawDonut(view: View, scene: Scene, counts: number[], all: number, x: number, y: number): void {
  const { context } = view;
  const r = donutRadius(all);
  circle(context, x, y, r + 1);
  context.fillStyle = scene.theme.paper;
  context.fill();
  let angle = -Math.PI / 2;
  for (const [code, count] of counts.entries()) {
    if (!count) continue;
    const end = angle + (2 * Math.PI * count) / all;
    context.beginPath();
    context.arc(x, y, r - 2, angle, end);
    context.strokeStyle = styleOf(scene.events.layers[code - 1] ?? "").colour;
    context.lineWidth = 4;
    context.stroke();
    angle = end;
  }
  context.fillStyle = scene.theme.ink;
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(all > 999 ? `${Math.round(all / 1000)}k` : String(all), x, y + 0.5);
}

/** Areas in view, the largest first. */
function outlines(view: View, scene: Scene): AreaTarget[] {
  return scene.drawn.areas
    .map((area) => ({ area, shape: shapeFor(scene, area) }))
    .filter(({ shape }) => !shape || inView(shape, view, view.dx))
    .map(({ area, shape }) => ({ area, ...outline(view, scene, area, shape) }))
    .sort((a, b) => b.size - a.size);
}

function shapeFor(scene: Scene, area: Area): Shape | null {
  if (area.shape === null) return null;
  return scene.base.regions.get(area.shape) ?? scene.base.countries.get(area.shape) ?? null;
}

function outline(view: View, scene: Scene, area: Area, shape: Shape | null): Omit<AreaTarget, "area"> {
  const place = scene.places.at(area.place)!;
  if (shape) {
    const path = pathOf(shape.rings, view.scale, view.dx, view.dy);
    const [west, north, east, south] = shape.box;
    const middle: [number, number] = [((west + east) / 2) * view.scale + view.dx, ((north + south) / 2) * view.scale + view.dy];
    const at = place.lat === undefined ? middle : toPixels(view, place.lat, place.lon!);
    return { path, size: (east - west) * (south - north), at };
  }
  const at = toPixels(view, place.lat!, place.lon!);
  const radius = reachInPixels(view, place.lat!, place.radius_km ?? 50);
  const path = new Path2D();
  path.arc(...at, radius, 0, 2 * Math.PI);
  return { path, size: (radius / view.scale) ** 2, at };
}

/** Pixels between stripes: a country's are far apart, so that it does not drown what is known better. */
const STRIPE = 5;
const WIDE_STRIPE = 13;

/** Stripes in the colours of the layers that are there, by turns, in a dashed outline. */
function hatch(view: View, scene: Scene, path: Path2D, area: Area): void {
  const { context } = view;
  const wide = scene.places.at(area.place)!.kind === "country";
  const layers = new Set(area.rows.map((row) => scene.events.layer(row)));
  const colours = [...layers].map((layer) => scene.theme.line(styleOf(layer)));
  const selected = scene.pointed === area.place || (scene.selected !== null && area.rows.includes(scene.selected));
  context.fillStyle = pattern(context, colours, wide ? WIDE_STRIPE : STRIPE);
  context.globalAlpha = wide ? 0.4 : 0.8;
  context.fill(path, "evenodd");
  context.globalAlpha = wide && !selected ? 0.6 : 1;
  context.strokeStyle = selected ? scene.theme.ink : colours[0]!;
  // A country's coast has islands that thick dashes would fill.
  context.lineWidth = !selected ? 1.25 : wide ? 1.75 : 2.5;
  context.setLineDash(selected && wide ? [] : [5, 3]);
  context.stroke(path);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

const patterns = new Map<string, CanvasPattern>();

function pattern(context: CanvasRenderingContext2D, colours: string[], stripe: number): CanvasPattern {
  const key = `${colours.join()} ${stripe}`;
  const known = patterns.get(key);
  if (known) return known;
  const size = stripe * 2 * colours.length;
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d")!;
  pen.lineWidth = 1.5;
  colours.forEach((colour, i) => {
    pen.strokeStyle = colour;
    for (const shift of [-size, 0, size]) {
      const x = i * stripe * 2 + shift;
      pen.beginPath();
      pen.moveTo(x - 1, size + 1);
      pen.lineTo(x + size + 1, -1);
      pen.stroke();
    }
  });
  const made = context.createPattern(tile, "repeat")!;
  patterns.set(key, made);
  return made;
}
