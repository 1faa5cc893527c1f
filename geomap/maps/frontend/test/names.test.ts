import { expect, test } from "vitest";
import type { View } from "../src/canvas";
import { touches } from "../src/labels";
import type { AreaTarget, Scene, Target } from "../src/marks";
import { drawNames } from "../src/names";
import { Places } from "../src/places";

const lines: unknown[] = [];
const context = {
  measureText: () => ({ width: 50 }),
  strokeText: () => undefined,
  fillText: () => undefined,
  beginPath: () => undefined,
  moveTo: () => undefined,
  lineTo: (...to: unknown[]) => void lines.push(to),
  stroke: () => undefined,
};
const view = { context, seen: [0, 400] } as unknown as View;
const places = Places.of([
  { id: "iso3166-2:UA-59", name: "Sumy", kind: "admin1" },
  { id: "iso3166-2:RU-KRS", name: "Kursk", kind: "admin1" },
  { id: "geonames:1", name: "", kind: "city", lat: 50, lon: 36 },
]);
const scene = { places, theme: { paper: "white", ink: "black" } } as unknown as Scene;

function area(place: number): AreaTarget {
  return { path: {} as Path2D, size: 1, area: { place, shape: null, rows: [place] }, at: [100, 100] };
}

test("names of areas in one spot keep clear of each other and of a mark", () => {
  const mark: Target = { x: 100, y: 118, r: 10, rows: [0], place: 2, opens: null };
  const boxes = drawNames(view, scene, [area(0), area(1)], [mark]);
  expect(boxes).toHaveLength(2); // a place whose name is not read yet has none
  expect(touches(boxes[0]!, [boxes[1]!])).toBe(false);
  expect(touches([90, 108, 110, 128], boxes)).toBe(false);
});

test("a name far from its area has a line to it", () => {
  lines.length = 0;
  drawNames(view, scene, [area(0), area(1), area(0), area(1)], []);
  expect(lines.length).toBeGreaterThan(0);
});
