import { expect, test } from "vitest";
import type { PageContext } from "../src/context";
import { dayOf } from "../src/events";
import { caption } from "../src/exports";
import { wordsFor } from "../src/words";

const atFirst = { layers: new Set(["strike"]), from: null, to: null, score: 0, source: "", status: "", country: "", query: "" };

function captionOf(state: object): string {
  const filter = { state: { ...atFirst, ...state }, rows: [0], perLayer: new Map([["strike", 1]]) };
  const rest = { words: wordsFor("en"), lang: "en", layers: [], events: { rows: 9 }, countries: new Map([["UA", "Ukraine"]]) };
  return caption({ ...rest, filter } as unknown as PageContext);
}

test("a picture's caption says all that the filter leaves out", () => {
  const day = dayOf("2025-06-01");
  const said = captionOf({ from: day, to: day, status: "confirmed_by_target", country: "UA", source: "Wire", query: "bridge", score: 0.5 });
  for (const part of ["1 of 9 events", "Strikes", "1 Jun 2025", "confirmed by the side that was hit", "Ukraine", "Wire", "“bridge”", "50% or more"]) {
    expect(said).toContain(part);
  }
  expect(said).not.toContain("1 Jun 2025 – ");
});

test("a caption of everything says no more", () => {
  expect(captionOf({})).toMatch(/^1 of 9 events · Strikes · Countries/);
});
