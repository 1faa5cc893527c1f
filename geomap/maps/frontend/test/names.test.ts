import { expect, test } from "vitest";
import type { View } from "../src/canvas";
import { touches } from "../src/labels";
import type { AreaTarget, Scene, Target } from "../src/marks";
import { drawNames } from "../src/names";
import { Places } from "../src/places";
import { wordsFor } from "../src/words";

const lines: unknown[] = [];
const context = {
  measureText: () => ({ width: 50 }),
  strokeText: () => undefined,
  fillText: (text: string) => void said.push(text),
  beginPath: () => undefined,
  moveTo: () => undefined,
  lineTo: (...to: unknown[]) => void lines.push(to),
  stroke: () => undefined,
};
const view = { context, seen: [0, 800] } as unknown as View;
const places = Places.of([
  { id: "iso3166-2:UA-59", name: "Sumy", kind: "admin1" },
  { id: "iso3166-2:RU-KRS", name: "Kursk", kind: "admin1" },
  { id: "geonames:1", name: "", kind: "city", lat: 50, lon: 36 },
]);
const scene = { words: wordsFor("en"), places, theme: { paper: "white", ink: "black" } } as unknown as Scene;
const said: string[] = [];

function area(place: number): AreaTarget {
  return { path: {} as Path2D, size: 1, area: { place, shape: null, rows: [place] }, at: [100, 100] };
}

test("names of areas in one spot keep clear of each other and of a mark", () => {
  const mark: Target = { x: 100, y: 118, r: 10, rows: [0], place: 2, opens: null };
  const boxes = drawNames(view, scene, [area(0), area(1)], [mark], []);
  expect(boxes).toHaveLength(2); // a place whose name is not read yet has none
  expect(touches(boxes[0]!, [boxes[1]!])).toBe(false);
  expect(touches([90, 108, 110, 128], boxes)).toBe(false);
});

test("a name far from its area has a line to it", () => {
  lines.length = 0;
  drawNames(view, scene, [area(0), area(1), area(0), area(1)], [], []);
  expect(lines.length).toBeGreaterThan(0);
});

test("a name with no room for it, or for the line to it, is left out and covers no mark", () => {
  const wall: Target[] = [20, 60, 100, 140, 180].flatMap((x) => [20, 60, 100, 140, 180].map((y) => ({ x, y, r: 22, rows: [0], place: 2, opens: null })));
  expect(drawNames(view, scene, [area(0)], wall, [])).toEqual([]);
});

test("no line to a name goes through a mark", () => {
  lines.length = 0;
  const ring: Target[] = [[100, 122], [100, 78], [60, 100], [140, 100]].map(([x, y]) => ({ x: x!, y: y!, r: 21, rows: [0], place: 2, opens: null }));
  expect(drawNames(view, scene, [area(0)], ring, [])).toEqual([]);
  expect(lines).toEqual([]);
});

test("a name keeps clear of the map's buttons and of the edge of what is seen", () => {
  const [box] = drawNames(view, scene, [area(0)], [], [[0, 80, 800, 120]]);
  expect(touches([0, 80, 800, 120], [box!])).toBe(false);
  const [shifted] = drawNames({ ...view, seen: [90, 800] } as View, scene, [area(0)], [], []);
  expect(shifted![0]).toBeGreaterThanOrEqual(90);
});

test("a region is not taken for the town that it is named after", () => {
  said.length = 0;
  drawNames(view, scene, [area(0)], [], []);
  expect(said).toEqual(["Sumy (region)"]);
});
