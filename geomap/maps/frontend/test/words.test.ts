import { expect, test } from "vitest";
import { LANGUAGES, wordsFor } from "../src/words";

const keys = (table: object): string[] =>
  Object.entries(table).flatMap(([name, part]) => (typeof part === "object" ? keys(part).map((key) => `${name}.${key}`) : [name]));

test("every language has every word", () => {
  for (const words of Object.values(LANGUAGES)) expect(keys(words).sort()).toEqual(keys(LANGUAGES["en"]!).sort());
});

test("a regional tag gets its language and an unknown one English", () => {
  expect(wordsFor("uk-UA").layers["strike"]).toBe("Удари");
  expect(wordsFor("xx").layers["strike"]).toBe("Strikes");
});

test("a word of the data finds nothing that no one wrote", () => {
  expect(wordsFor("en").layers["constructor"]).toBeUndefined();
});

test("Ukrainian counts events in its three forms", () => {
  const { events } = wordsFor("uk");
  expect([1, 2, 5].map((n) => events(n, n))).toEqual(["1 подія", "2 події", "5 подій"]);
});
