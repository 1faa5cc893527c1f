import { beforeEach, expect, test } from "vitest";
import type { EventRow } from "../src/data";
import { dayOf, type Events, readEvents } from "../src/events";
import { Filter } from "../src/filter";
import { Places } from "../src/places";
import { fromFragment, toFragment } from "../src/permalink";

const documents = [
  { id: "a", source: "Wire", text: { mentions: [], passages: [] } },
  { id: "b", source: "Paper", text: { mentions: [], passages: [] } },
];
const places = Places.of([
  { id: "1", name: "Kharkiv", kind: "city", iso2: "UA", lat: 50, lon: 36 },
  { id: "2", name: "Istanbul", kind: "city", iso2: "TR", lat: 41, lon: 29 },
]);

function row(event_id: string, layer: string, day: string, place: number, doc: number, status = "reported"): EventRow {
  const report = { doc, start: 0, end: 4, evidence: `${event_id} said`, verification: status };
  return { event_id, layer, date_start: day, status, score: 0.8, places: [{ place, precision: 2 }], reports: [report] };
}

let events: Events;
let filter: Filter;

beforeEach(async () => {
  events = await readEvents([
    row("one", "strike", "2025-06-01", 0, 0, "confirmed_by_target"),
    row("two", "strike", "2025-06-02", 0, 1),
    row("three", "talks", "2025-06-02", 1, 0),
    row("four", "talks", "", 1, 1),
  ]);
  const none = { from: null, to: null, score: 0, source: "", status: "", country: "", query: "" };
  filter = new Filter({ layers: new Set(["strike", "talks"]), ...none }, events, places, documents);
});

test("every condition narrows, and all hold together", async () => {
  await filter.change({ country: "UA" });
  expect(filter.rows).toEqual([0, 1]);
  await filter.change({ status: "confirmed_by_target" });
  expect(filter.rows).toEqual([0]);
  await filter.clear();
  expect(filter.rows).toEqual([0, 1, 2, 3]);
});

test("an event without a day is shown only while no time is asked for", async () => {
  await filter.change({ from: dayOf("2025-06-02"), to: null });
  expect(filter.rows).toEqual([1, 2]);
  expect(filter.anyTime).toEqual([0, 1, 2, 3]);
});

test("search looks into sentences and places, whatever the case", async () => {
  await filter.change({ query: "ISTAN" });
  expect(filter.rows).toEqual([2, 3]);
  await filter.change({ query: "one said" });
  expect(filter.rows).toEqual([0]);
});

test("a source is that of any of an event's reports", async () => {
  await filter.change({ source: "Paper" });
  expect(filter.rows).toEqual([1, 3]);
});

test("counts of a layer that is off go on", async () => {
  await filter.toggle("talks", false);
  expect(filter.rows).toEqual([0, 1]);
  expect(filter.perLayer.get("talks")).toBe(2);
});

test("only one layer, and once more back to those at first", async () => {
  await filter.only("talks");
  expect(filter.rows).toEqual([2, 3]);
  await filter.only("talks");
  expect(filter.rows).toEqual([0, 1, 2, 3]);
});

test("the address restores the filter, and no layer that the page has not", async () => {
  await filter.change({ layers: new Set(["strike"]), from: dayOf("2025-06-01"), score: 0.5, query: "a & b" });
  const view = { zoom: 5, lat: 50, lon: 36 };
  const fragment = toFragment({ filter, events } as never, view);
  const link = fromFragment(`#${fragment}`, { layers: ["strike", "talks"] });
  expect(link.changes).toEqual({ layers: new Set(["strike"]), from: dayOf("2025-06-01"), score: 0.5, query: "a & b" });
  expect(link.view).toEqual(view);
  expect(fromFragment("#layers=strike,gone&score=7&view=x", { layers: ["strike"] })).toEqual({
    changes: { layers: new Set(["strike"]) },
    event: null,
    view: null,
  });
});
