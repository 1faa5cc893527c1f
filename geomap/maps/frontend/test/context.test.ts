import { expect, test } from "vitest";
import { areaName } from "../src/context";
import { wordsFor } from "../src/words";
import { formOf } from "../src/words/forms";

const words = wordsFor("en");
const named = (name: string, kind: string) => areaName(words, { id: "", name, kind });

test("what is drawn as an area says that it is one, once", () => {
  expect(named("Sumy", "admin1")).toBe("Sumy (region)");
  expect(named("Bryansk Oblast", "admin1")).toBe("Bryansk Oblast");
  expect(named("Simferopol", "city")).toBe("Simferopol (area)");
  expect(named("Ukraine", "country")).toBe("Ukraine");
  expect(named("$& {name}", "admin1")).toBe("$& {name} (region)");
});

test("a number has its word in the form that it asks for", () => {
  expect([1, 2].map((n) => formOf("en", n, words.quantities["bridges"]!))).toEqual(["bridge", "bridges"]);
  expect([1, 3, 5, 21].map((n) => formOf("uk", n, wordsFor("uk").quantities["drones"]!))).toEqual(["дрон", "дрони", "дронів", "дрон"]);
  expect(formOf("en", 1, "aircraft")).toBe("aircraft");
});
