/** How layers and claims look: a shape and an Okabe-Ito colour a layer, so that colour is never alone. */

import style from "./style.json";

/** `shape` is one of the style file's, or a circle. Colours after Okabe and Ito, https://jfly.uni-koeln.de/color/. */
export interface LayerStyle {
  colour: string;
  /** The same hue, dark enough to be seen as a line on a light map. */
  edge: string;
  shape: string;
}

const STYLES: Record<string, LayerStyle> = style.layers;
const SHAPES: Record<string, number[][]> = style.shapes;

export const GROUPS: Record<string, readonly string[]> = style.groups;

export function styleOf(layer: string): LayerStyle {
  return (Object.hasOwn(STYLES, layer) && STYLES[layer]) || style.layers[""];
}

/** Four looks for the eight words of `verification`. */
export type Look = "reported" | "claimed" | "disputed" | "confirmed";

export function lookOf(verification: string): Look {
  if (verification.startsWith("claimed")) return "claimed";
  if (verification === "disputed" || verification === "denied") return "disputed";
  if (verification === "admitted" || verification.startsWith("confirmed")) return "confirmed";
  return "reported";
}

/** SVG path data of a shape of radius `r` around `(x, y)`; a canvas draws the same through Path2D. */
export function shapePath(shape: string, r: number, x = 0, y = 0): string {
  const points = SHAPES[shape];
  if (!points) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  return `M${points.map(([px, py]) => `${round(x + px! * r)},${round(y + py! * r)}`).join("L")}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export interface MarkLook {
  layer: string;
  look: Look;
  planned: boolean;
  low: boolean;
}

export interface Paint {
  fill: string;
  fillOpacity: number;
  stroke: string;
  width: number;
  slash: boolean;
  ring: boolean;
}

/** Colours that the theme gives: paper under a mark, ink around a confirmed one. */
export interface Theme {
  paper: string;
  ink: string;
  /** The colour of a layer's lines: its own on a dark page, a darker one on a light page. */
  line(style: LayerStyle): string;
}

export function paintOf({ layer, look, planned, low }: MarkLook, theme: Theme): Paint {
  const style = styleOf(layer);
  const edge = theme.line(style);
  if (planned) return { fill: theme.paper, fillOpacity: 1, stroke: edge, width: 2.25, slash: false, ring: low };
  const weak = look === "claimed" || look === "disputed";
  return {
    fill: style.colour,
    fillOpacity: weak ? 0.3 : 1,
    stroke: look === "confirmed" ? theme.ink : edge,
    width: look === "confirmed" ? 2.5 : weak ? 1.75 : 0.75,
    slash: look === "disputed",
    ring: low,
  };
}
