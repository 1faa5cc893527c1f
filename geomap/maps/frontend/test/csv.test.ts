import { expect, test } from "vitest";
import { toCsv } from "../src/csv";

const line = (value: string | number | null) => toCsv(["a"], [[value]]).split("\r\n")[1];

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "|cmd"])("%j is no formula in a spreadsheet", (text) => {
  expect(line(text)).toMatch(/^"?'/);
});

test("numbers stay numbers, also negative ones", () => {
  expect(line(-12.5)).toBe("-12.5");
});

test("what is missing is empty, quotes are doubled", () => {
  expect(line(null)).toBe("");
  expect(line('a "b", c')).toBe('"a ""b"", c"');
});
