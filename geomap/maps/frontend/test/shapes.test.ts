import { expect, test } from "vitest";
import { mercatorX, mercatorY, readTopology } from "../src/shapes";

/** Two squares side by side: arc 0 is their border, 1 the left one's coast, 2 the right one's. */
const base = readTopology({
  transform: { scale: [1, 1], translate: [0, 0] },
  arcs: [
    [10, 0, 0, 10],
    [10, 10, -10, 0, 0, -10, 10, 0],
    [10, 0, 10, 0, 0, 10, -10, 0],
  ],
  objects: {
    countries: {
      geometries: [
        { type: "Polygon", id: "AA", bbox: [0, 0, 10, 10], arcs: [[0, 1]] },
        { type: "Polygon", id: "BB", bbox: [10, 0, 20, 10], arcs: [[2, ~0]] },
      ],
    },
  },
});
const [left, right] = [base.countries.get("AA")!, base.countries.get("BB")!];

test("a box is known from the start, in the unit square", () => {
  expect(left.box).toEqual([mercatorX(0), mercatorY(10), mercatorX(10), mercatorY(0)]);
});

test("a ring is its arcs end to end, one of them backwards", () => {
  const corners = [10, 0, 20, 0, 20, 10, 10, 10, 10, 0];
  const expected = corners.map((degrees, i) => (i % 2 ? mercatorY(degrees) : mercatorX(degrees)));
  expect([...right.rings[0]!]).toEqual(expected);
});

test("an arc of two countries is a border, the same one of both; coasts are none", () => {
  expect(left.borders).toHaveLength(1);
  expect(left.borders[0]).toBe(right.borders[0]);
});
