/** Days gathered into the bars of a histogram: a day, a week or a month each, whichever gives few enough. */

import { NO_DAY } from "./events";

export interface Bins {
  /** First day of each bar, and one more that ends the last. */
  edges: number[];
  /** Events of each bar by layer. */
  counts: Map<string, number>[];
  highest: number;
}

const MOST_BARS = 92;

export function binEdges(first: number, last: number): number[] {
  const days = last - first + 1;
  if (days <= MOST_BARS) return Array.from({ length: days + 1 }, (_, i) => first + i);
  if (days <= MOST_BARS * 7) return Array.from({ length: Math.ceil(days / 7) + 1 }, (_, i) => first + i * 7);
  return monthEdges(first, last);
}

function monthEdges(first: number, last: number): number[] {
  const date = new Date(first * 86_400_000);
  let [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const step = (last - first) / 30 > MOST_BARS ? 12 : 1;
  if (step === 12) month = 0;
  const edges: number[] = [];
  for (let edge = dayOfMonth(year, month); ; edge = dayOfMonth(year, (month += step))) {
    edges.push(edge);
    if (edge > last) return edges;
  }
}

function dayOfMonth(year: number, month: number): number {
  return Math.round(Date.UTC(year, month, 1) / 86_400_000);
}

/** An event of several days counts on its first. */
export function bin(edges: number[], rows: Iterable<number>, from: Int32Array, layer: (row: number) => string): Bins {
  const counts = edges.slice(1).map(() => new Map<string, number>());
  const totals = counts.map(() => 0);
  for (const row of rows) {
    const day = from[row]!;
    if (day === NO_DAY) continue;
    const at = barOf(edges, day);
    if (at < 0) continue;
    totals[at]! += 1;
    const name = layer(row);
    counts[at]!.set(name, (counts[at]!.get(name) ?? 0) + 1);
  }
  return { edges, counts, highest: Math.max(1, ...totals) };
}

/** The bar that holds a day; -1 where none does. */
export function barOf(edges: number[], day: number): number {
  let [low, high] = [0, edges.length - 1];
  if (day < edges[0]! || day >= edges[high]!) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= day) low = middle;
    else high = middle;
  }
  return low;
}
