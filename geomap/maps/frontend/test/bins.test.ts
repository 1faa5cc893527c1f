import { expect, test } from "vitest";
import { barOf, bin, binEdges } from "../src/bins";
import { dayOf, NO_DAY } from "../src/events";

test("three days are three bars", () => {
  expect(binEdges(100, 102)).toEqual([100, 101, 102, 103]);
});

test("half a year is weeks and ten years are months that begin on the first", () => {
  expect(binEdges(0, 180)[1]).toBe(7);
  const [first, second] = binEdges(dayOf("2015-03-14"), dayOf("2018-03-14"));
  expect(first).toBe(dayOf("2015-03-01"));
  expect(second).toBe(dayOf("2015-04-01"));
});

test("a day is in the bar that begins on or before it, and in none outside", () => {
  const edges = [0, 7, 14];
  expect([-1, 0, 6, 7, 13, 14].map((day) => barOf(edges, day))).toEqual([-1, 0, 0, 1, 1, -1]);
});

test("events without a day are in no bar", () => {
  const { counts, highest } = bin([0, 1, 2], [0, 1, 2], Int32Array.of(0, NO_DAY, 0), (row) => ["strike", "strike", "talks"][row]!);
  expect(counts[0]).toEqual(new Map([["strike", 1], ["talks", 1]]));
  expect(highest).toBe(2);
});
