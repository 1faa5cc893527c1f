/** Names of what happened where: areas' and, where the map has few marks, places'. They keep clear of the marks. */

import type { View } from "./canvas";
import { areaName } from "./context";
import { type Box, touches } from "./labels";
import type { AreaTarget, Scene, Target } from "./marks";

/** How an area's name gives way: up and down by pixels, to a side by halves of its width; the nearest is taken. */
const SHIFTS = [0, 1.2, -1.2].flatMap((side) => [0, -18, 18, -34, 34, -50, 50, -66, 66].map((dy) => [side, dy] as const));
/** Pixels from its area at which a line leads from a name to it. */
const AWAY = 24;
const HALF_HEIGHT = 8;
/** A map less wide has no line to a name across another name. */
const NARROW = 500;
/** Pixels of the map's width for each area that is named. */
const WIDTH_EACH = 55;
/** A map with more marks in view names none. */
export const MOST_NAMED = 60;

/** Draw them; return their boxes. */
export function drawNames(view: View, scene: Scene, areas: AreaTarget[], marks: Target[], reserved: Box[]): Box[] {
  const { context } = view;
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.strokeStyle = scene.theme.paper;
  context.fillStyle = scene.theme.ink;
  const marked = marks.map(boxOf);
  const taken = [...reserved, ...marked];
  const labels: Box[] = [];
  for (const area of inOrder(scene, areas)) {
    if (labels.length >= (view.seen[1] - view.seen[0]) / WIDTH_EACH) break;
    const box = nameArea(view, scene, area, { taken, marked });
    if (!box) continue;
    taken.push(box);
    labels.push(box);
  }
  if (marks.length <= MOST_NAMED) labels.push(...nameMarks(view, scene, marks, taken));
  return labels;
}

/** Regions before countries, those with the most events first, and of the same number the smallest. */
function inOrder({ places }: Scene, areas: AreaTarget[]): AreaTarget[] {
  const isCountry = ({ area }: AreaTarget) => Number(places.at(area.place)!.kind === "country");
  return [...areas].sort((a, b) => isCountry(a) - isCountry(b) || b.area.rows.length - a.area.rows.length || a.size - b.size);
}

export function boxOf({ x, y, r }: Target): Box {
  return [x - r, y - r, x + r, y + r];
}

interface Ground {
  /** What a name keeps clear of. */
  taken: Box[];
  /** What the line to it does not go through. */
  marked: Box[];
}

/** An area's name, where there is room for it and for the line to it; it comes when the reader comes closer. */
function nameArea(view: View, scene: Scene, { area, at }: AreaTarget, { taken, marked }: Ground): Box | null {
  const { context, seen } = view;
  const name = areaName(scene.words, scene.places.at(area.place)!);
  const text = area.rows.length > 1 ? `${name} · ${area.rows.length}` : name;
  context.font = "italic 600 12px Georgia, 'Times New Roman', serif";
  context.textAlign = "center";
  const half = context.measureText(text).width / 2;
  const near = SHIFTS.map(([side, dy]) => [side * half, dy] as const).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  const places = near.map(([dx, dy]) => [at[0] + dx, at[1] + dy] as const);
  const boxAt = (x: number, y: number): Box => [x - half, y - HALF_HEIGHT, x + half, y + HALF_HEIGHT];
  const isNear = ([x, y]: readonly [number, number]) => Math.hypot(x - at[0], y - at[1]) <= AWAY;
  const isFree = (place: readonly [number, number]) => {
    const box = boxAt(...place);
    const isSeen = box[2] < seen[0] || box[0] > seen[1] || (box[0] >= seen[0] && box[2] <= seen[1]);
    return isSeen && !touches(box, taken);
  };
  const isClear = (boxes: Box[]) => (place: readonly [number, number]) =>
    isNear(place) || !boxes.some((box) => !holds(box, at) && through(at, place, box));
  const free = places.filter(isFree);
  const isNarrow = seen[1] - seen[0] < NARROW;
  const found = free.find(isClear(taken)) ?? (isNarrow ? undefined : free.find(isClear(marked)));
  if (!found) return null;
  const [x, y] = found;
  if (!isNear(found)) lead(context, outside(at, found, marked.filter((box) => holds(box, at))), found);
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
  return boxAt(x, y);
}

function holds(box: Box, [x, y]: readonly [number, number]): boolean {
  return box[0] < x && x < box[2] && box[1] < y && y < box[3];
}

/** Where a line leaves the last of the boxes that it begins in: a mark is not drawn over. */
function outside(from: readonly [number, number], to: readonly [number, number], boxes: Box[]): [number, number] {
  const share = Math.max(0, ...boxes.map((box) => through(from, to, box)?.[1] ?? 0));
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The shares of a line at which it enters and leaves a box; null where it goes by. */
function through(from: readonly [number, number], to: readonly [number, number], box: Box): [number, number] | null {
  let [start, end] = [0, 1];
  for (const axis of [0, 1] as const) {
    const step = to[axis] - from[axis];
    const [low, high] = [box[axis] - from[axis], box[axis + 2]! - from[axis]];
    if (step === 0 && (low > 0 || high < 0)) return null;
    if (step === 0) continue;
    start = Math.max(start, Math.min(low / step, high / step));
    end = Math.min(end, Math.max(low / step, high / step));
  }
  return start < end ? [start, end] : null;
}

function lead(context: CanvasRenderingContext2D, from: readonly [number, number], to: readonly [number, number]): void {
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
