/** Names on the base map: countries, capitals, main towns, as many as fit without touching. */

import type { View } from "./canvas";
import { mercator, type Shape } from "./shapes";

/** `[name, lat, lon, isCapital]`, the most important first. */
export type Town = [string, number, number, 0 | 1];

export interface Labels {
  towns: Town[];
  /** `[code, lat, lon, name]`, the name in English. */
  countries: [string, number, number, string][];
}

/** Left, top, right, bottom in pixels of the canvas. */
export type Box = [number, number, number, number];

const TOWNS_FROM = 3.5;
const TOWNS_AT: [number, number][] = [
  [3, 0],
  [4, 60],
  [5, 200],
  [6, 600],
];

export interface LabelStyle {
  colour: string;
  halo: string;
  /** Countries that the events' own labels name. */
  named: ReadonlySet<string>;
  /** What the names give way to: the events' marks and labels. */
  obstacles: Box[];
}

export function drawLabels(view: View, labels: Labels, countries: Map<string, Shape>, style: LabelStyle): void {
  const { context } = view;
  const taken = [...style.obstacles];
  context.textBaseline = "middle";
  context.strokeStyle = style.halo;
  context.fillStyle = style.colour;
  const limit = TOWNS_AT.find(([zoom]) => view.zoom <= zoom)?.[1] ?? labels.towns.length;
  for (const [name, lat, lon, capital] of labels.towns) {
    if (!capital && taken.length - style.obstacles.length >= limit) break;
    if (view.zoom >= TOWNS_FROM) drawTown(view, taken, name, lat, lon, capital === 1);
  }
  for (const [code, lat, lon, name] of labels.countries) {
    if (!style.named.has(code)) drawCountry(view, taken, countryName(code, name), lat, lon, countries.get(code));
  }
}

function drawTown(view: View, taken: Box[], name: string, lat: number, lon: number, capital: boolean): void {
  const [x, y] = place(view, lat, lon);
  if (isOutside(view, x, y) || touches([x, y, x, y], taken)) return; // measuring a text takes longer than either
  const { context } = view;
  context.font = `${capital ? 600 : 400} 11px system-ui, sans-serif`;
  context.textAlign = "left";
  const box: Box = [x - 4, y - 8, x + 8 + context.measureText(name).width, y + 8];
  if (isCut(view, box) || touches(box, taken)) return;
  taken.push(box);
  context.fillRect(x - 1.5, y - 1.5, 3, 3);
  context.lineWidth = 3;
  context.strokeText(name, x + 5, y);
  context.fillText(name, x + 5, y);
}

function drawCountry(view: View, taken: Box[], name: string, lat: number, lon: number, shape: Shape | undefined): void {
  const [x, y] = place(view, lat, lon);
  if (!shape || isOutside(view, x, y) || touches([x, y, x, y], taken)) return;
  const { context } = view;
  const text = name.toLocaleUpperCase();
  context.font = "500 11px system-ui, sans-serif";
  context.textAlign = "center";
  const width = context.measureText(text).width;
  if (shape.breadth * view.scale < width) return;
  const box: Box = [x - width / 2 - 4, y - 8, x + width / 2 + 4, y + 8];
  if (isCut(view, box) || touches(box, taken)) return;
  taken.push(box);
  context.lineWidth = 3;
  context.globalAlpha = 0.75;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  context.globalAlpha = 1;
}

function isOutside({ width, height }: View, x: number, y: number): boolean {
  return x < 0 || y < 0 || x > width || y > height;
}

/** Whether an edge of what is seen goes through a name. */
function isCut({ seen, seenRows }: View, [left, top, right, bottom]: Box): boolean {
  return seen.some((edge) => left < edge && edge < right) || seenRows.some((edge) => top < edge && edge < bottom);
}

function place(view: View, lat: number, lon: number): [number, number] {
  const [x, y] = mercator(lat, lon);
  return [x * view.scale + view.dx, y * view.scale + view.dy];
}

export function touches(box: Box, taken: Box[]): boolean {
  return taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
}

let names: Intl.DisplayNames | null = null;

/** A country's name in the page's language; the browser's own table is slow to open, and English has no need of it. */
export function countryName(code: string, english?: string): string {
  const lang = document.documentElement.lang || "en";
  if (english && lang === "en") return english;
  names ??= new Intl.DisplayNames([lang], { type: "region" });
  return (/^[A-Z]{2}$/.test(code) && names.of(code)) || english || code;
}
