import { expect, test } from "vitest";
import { target } from "../src/roving";

test("arrows move by one and by a line, Home and End to the ends", () => {
  expect(target("ArrowRight", 0, 6, 2, false)).toBe(1);
  expect(target("ArrowDown", 0, 6, 2, false)).toBe(2);
  expect(target("ArrowUp", 1, 6, 2, false)).toBe(-1);
  expect(target("End", 0, 6, 2, false)).toBe(5);
  expect(target("x", 0, 6, 2, false)).toBe(-1);
});

test("left and right change places where the text runs from right to left", () => {
  expect(target("ArrowLeft", 0, 6, 1, true)).toBe(1);
});
