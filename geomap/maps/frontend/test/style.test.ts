import { expect, test } from "vitest";
import { lookOf, styleOf } from "../src/style";

test("no two layers share both shape and colour", () => {
  const layers = ["strike", "shelling", "explosion", "ground", "air_defence", "casualties", "talks", "prisoner_exchange", "humanitarian", "statement"];
  const looks = layers.map((layer) => `${styleOf(layer).shape} ${styleOf(layer).colour}`);
  expect(new Set(looks).size).toBe(layers.length);
});

test("a claim that is said to be unverified is drawn as a claim", () => {
  expect(lookOf("claimed_explicitly_unverified")).toBe("claimed");
});
