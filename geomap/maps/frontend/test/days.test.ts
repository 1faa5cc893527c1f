import { expect, test } from "vitest";
import { formatDays, formatTick } from "../src/days";
import { dayOf } from "../src/events";

const days = (from: string, to: string, lang = "en") => formatDays(dayOf(from), dayOf(to), lang).replaceAll("\u2009", " ");

test("a whole month or year is said as one, no finer than the text", () => {
  expect(days("2023-05-01", "2023-05-31")).toBe("May 2023");
  expect(days("1995-01-01", "1995-12-31")).toBe("1995");
  expect(days("2024-02-01", "2024-02-29", "uk")).toContain("2024");
});

test("other days are a range that says its month and year once", () => {
  expect(days("2025-05-21", "2025-05-31")).toMatch(/^21\s?–\s?31 May 2025$/);
  expect(days("2025-06-01", "2025-06-01")).toBe("1 Jun 2025");
  expect(days("2025-05-31", "2025-06-01")).toMatch(/^31 May\s?–\s?1 Jun 2025$/);
});

test("an axis says days, months or years, whichever its bars are", () => {
  const day = dayOf("2025-06-01");
  expect([1, 30, 365].map((length) => formatTick(day, length, "en"))).toEqual(["1 Jun", "Jun 2025", "2025"]);
});
