/** How layers and claims look: a shape and an Okabe-Ito colour a layer, so that colour is never alone. */

export type Shape =
  | "circle"
  | "square"
  | "triangle"
  | "triangle-down"
  | "diamond"
  | "star"
  | "hexagon"
  | "cross"
  | "pentagon"
  | "bar";

export interface LayerStyle {
  colour: string;
  /** The same hue, dark enough to be seen as a line on a light map. */
  edge: string;
  shape: Shape;
}

/** Colours after Okabe and Ito, https://jfly.uni-koeln.de/color/ (2008). */
const STYLES: Record<string, LayerStyle> = {
  strike: { colour: "#d55e00", edge: "#a84a00", shape: "triangle-down" },
  shelling: { colour: "#e69f00", edge: "#946600", shape: "square" },
  explosion: { colour: "#f0e442", edge: "#857a00", shape: "star" },
  ground: { colour: "#cc79a7", edge: "#9a4a76", shape: "triangle" },
  air_defence: { colour: "#56b4e9", edge: "#1f76ab", shape: "hexagon" },
  casualties: { colour: "#4d4d4d", edge: "#222222", shape: "cross" },
  talks: { colour: "#0072b2", edge: "#005a8c", shape: "circle" },
  prisoner_exchange: { colour: "#0072b2", edge: "#005a8c", shape: "diamond" },
  humanitarian: { colour: "#009e73", edge: "#00704f", shape: "pentagon" },
  statement: { colour: "#8c8c8c", edge: "#5f5f5f", shape: "bar" },
};

const OTHER: LayerStyle = { colour: "#8c8c8c", edge: "#5f5f5f", shape: "circle" };

export function styleOf(layer: string): LayerStyle {
  return Object.hasOwn(STYLES, layer) ? STYLES[layer]! : OTHER;
}

export const GROUPS: Record<string, readonly string[]> = {
  fighting: ["strike", "shelling", "explosion", "ground", "air_defence"],
  people: ["casualties", "humanitarian", "prisoner_exchange"],
  diplomacy: ["talks", "statement"],
};

/** Four looks for the eight words of `verification`. */
export type Look = "reported" | "claimed" | "disputed" | "confirmed";

export function lookOf(verification: string): Look {
  if (verification.startsWith("claimed")) return "claimed";
  if (verification === "disputed" || verification === "denied") return "disputed";
  if (verification === "admitted" || verification.startsWith("confirmed")) return "confirmed";
  return "reported";
}

const POLYGONS: Partial<Record<Shape, [number, number][]>> = {
  square: regular(4, 45, 1.15),
  diamond: regular(4, 0, 1.2),
  triangle: regular(3, -90, 1.2),
  "triangle-down": regular(3, 90, 1.2),
  hexagon: regular(6, 0, 1.08),
  pentagon: regular(5, -90, 1.12),
  star: Array.from({ length: 16 }, (_, i) => onCircle(i * 22.5 - 90, i % 2 ? 0.66 : 1.3)),
  bar: [
    [-1.05, -0.6],
    [1.05, -0.6],
    [1.05, 0.6],
    [-1.05, 0.6],
  ],
  cross: [
    [-0.38, -1.1],
    [0.38, -1.1],
    [0.38, -0.38],
    [1.1, -0.38],
    [1.1, 0.38],
    [0.38, 0.38],
    [0.38, 1.1],
    [-0.38, 1.1],
    [-0.38, 0.38],
    [-1.1, 0.38],
    [-1.1, -0.38],
    [-0.38, -0.38],
  ],
};

/** SVG path data of a shape of radius `r` around `(x, y)`; a canvas draws the same through Path2D. */
export function shapePath(shape: Shape, r: number, x = 0, y = 0): string {
  const points = POLYGONS[shape];
  if (!points) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  return `M${points.map(([px, py]) => `${round(x + px * r)},${round(y + py * r)}`).join("L")}Z`;
}

function regular(corners: number, turn: number, scale: number): [number, number][] {
  return Array.from({ length: corners }, (_, i) => onCircle(turn + (i * 360) / corners, scale));
}

function onCircle(degrees: number, radius: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
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
