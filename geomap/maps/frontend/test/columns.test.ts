import { expect, test } from "vitest";
import { type Column, columnAt, fillNumbers } from "../src/columns";

test.each<[string, Column, unknown[]]>([
  ["values as they are", { values: [1.5, null] }, [1.5, null]],
  ["whole numbers of a unit", { values: [528646, -700], per: 10_000 }, [52.8646, -0.07]],
  ["some rows alone", { rows: [1], values: ["b"] }, [null, "b"]],
  ["words and codes", { words: ["a"], codes: [0, 1] }, [null, "a"]],
  ["one for all", { same: "a" }, ["a", "a"]],
  ["a line each", { lines: "a\nb" }, ["a", "b"]],
])("%s", (_, column, expected) => {
  expect([0, 1].map((row) => columnAt(column, row))).toEqual(expected);
});

test.each<[string, Column, number[]]>([
  ["values as they are", { values: [1.5, null] }, [1.5, 9]],
  ["whole numbers of a unit", { values: [528646, -700], per: 10_000 }, [52.8646, -0.07]],
  ["one for all", { same: 2 }, [2, 2]],
])("numbers: %s", (_, column, expected) => {
  const into = new Float64Array(2).fill(9);
  fillNumbers(column, into);
  expect([...into]).toEqual(expected);
});
