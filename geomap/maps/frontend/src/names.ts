/** Names of what happened where: areas' and, where the map has few marks, places'. They keep clear of the marks. */

import type { View } from "./canvas";
import { type Box, touches } from "./labels";
import type { AreaTarget, Scene, Target } from "./marks";

/** How an area's name gives way: up and down by pixels, to a side by halves of its width; the nearest is taken. */
const SHIFTS = [0, 1.2, -1.2].flatMap((side) => [0, -18, 18, -34, 34, -50, 50, -66, 66].map((dy) => [side, dy] as const));
/** Pixels from its area at which a line leads from a name to it. */
const AWAY = 24;
const HALF_HEIGHT = 8;
/** A map with more marks in view names none. */
export const MOST_NAMED = 60;

/** Draw them; return their boxes. The smallest areas come first, which have the least room. */
export function drawNames(view: View, scene: Scene, areas: AreaTarget[], marks: Target[]): Box[] {
  const { context } = view;
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.strokeStyle = scene.theme.paper;
  context.fillStyle = scene.theme.ink;
  const taken = marks.map(boxOf);
  const labels: Box[] = [];
  for (const area of areas.toReversed()) {
    const box = nameArea(context, scene, area, taken);
    taken.push(box);
    labels.push(box);
  }
  if (marks.length <= MOST_NAMED) labels.push(...nameMarks(view, scene, marks, taken));
  return labels;
}

export function boxOf({ x, y, r }: Target): Box {
  return [x - r, y - r, x + r, y + r];
}

/** An area's name is drawn even where there is no room. */
function nameArea(context: CanvasRenderingContext2D, scene: Scene, { area, at }: AreaTarget, taken: Box[]): Box {
  const { name } = scene.places.at(area.place)!;
  const text = area.rows.length > 1 ? `${name} · ${area.rows.length}` : name;
  context.font = "italic 600 12px Georgia, 'Times New Roman', serif";
  context.textAlign = "center";
  const half = context.measureText(text).width / 2;
  const near = SHIFTS.map(([side, dy]) => [side * half, dy] as const).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  const places = near.map(([dx, dy]) => [at[0] + dx, at[1] + dy] as const);
  const boxAt = (x: number, y: number): Box => [x - half, y - HALF_HEIGHT, x + half, y + HALF_HEIGHT];
  const [x, y] = places.find((place) => !touches(boxAt(...place), taken)) ?? at;
  if (Math.hypot(x - at[0], y - at[1]) > AWAY) lead(context, at, [x, y]);
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  return boxAt(x, y);
}

function lead(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  const { lineWidth, strokeStyle } = context;
  context.lineWidth = 0.75;
  context.strokeStyle = context.fillStyle;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  Object.assign(context, { lineWidth, strokeStyle });
}

function nameMarks({ context, seen }: View, scene: Scene, marks: Target[], taken: Box[]): Box[] {
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  const named = new Set<number>();
  const labels: Box[] = [];
  for (const { x, y, r, place } of marks) {
    if (place === null || named.has(place)) continue;
    const { name } = scene.places.at(place)!;
    if (!name) continue; // not read yet
    const width = context.measureText(name).width;
    const sides = [x + r + 2, x - r - 2 - width];
    const isFree = (at: number) => !touches([at, y - HALF_HEIGHT, at + width, y + HALF_HEIGHT], taken);
    const left = sides.find((at) => at >= seen[0] && at + width <= seen[1] && isFree(at));
    if (left === undefined) continue;
    const box: Box = [left, y - HALF_HEIGHT, left + width, y + HALF_HEIGHT];
    named.add(place);
    taken.push(box);
    labels.push(box);
    context.strokeText(name, left, y);
    context.fillText(name, left, y);
  }
  return labels;
}
