import { expect, test } from "vitest";
import { Clusters } from "../src/clusters";
import { type EventRow } from "../src/data";
import { readEvents } from "../src/events";
import { Places } from "../src/places";
import { readTopology } from "../src/shapes";
import { gather, Spots } from "../src/spots";

const places = Places.of([
  { id: "geonames:1", name: "Kharkiv", kind: "city", lat: 50, lon: 36 },
  { id: "iso3166-2:UA-59", name: "Sumy", kind: "admin1", lat: 51, lon: 34 },
  { id: "geonames:2", name: "Near", kind: "city", lat: 50.01, lon: 36.01 },
]);
const base = readTopology({
  transform: { scale: [1, 1], translate: [0, 0] },
  arcs: [[33, 50, 2, 0, 0, 2, -2, 0, 0, -2]],
  objects: { regions: { geometries: [{ type: "Polygon", id: "UA-59", bbox: [33, 50, 35, 52], arcs: [[0]] }] } },
});

function row(place: number, precision: number): EventRow {
  return { layer: "strike", places: [{ place, precision }], reports: [] };
}

test("a region is an area and never a mark, a place without precision is neither", async () => {
  const events = await readEvents([row(0, 2), row(1, 3), row(0, 0)]);
  const drawn = gather(events, [0, 1, 2], places, base);
  expect(drawn.spots.length).toBe(1);
  expect(drawn.spots.at(0)).toEqual({ place: 0, precision: 2, rows: [0] });
  expect(drawn.areas).toEqual([{ place: 1, shape: "UA-59", rows: [1] }]);
  expect(drawn.unplaced).toEqual([2]);
});

test("towns a kilometre apart are one cluster from afar and two marks close by", async () => {
  const events = await readEvents([row(0, 2), row(0, 2), row(2, 2)]);
  const { spots } = gather(events, [0, 1, 2], places, base);
  const clusters = new Clusters(spots, places);
  expect(clusters.at(5).map(({ events: n }) => n)).toEqual([3]);
  expect(clusters.at(14).map(({ events: n }) => n)).toEqual([2, 1]);
});

test("every spot is in one cluster at every zoom", () => {
  const many = Places.of(Array.from({ length: 500 }, (_, i) => ({ id: `${i}`, name: "", kind: "city", lat: (i * 37) % 70, lon: (i * 53) % 170 })));
  const spots = new Spots(500, 500);
  for (let i = 0; i < 500; i++) spots.add(i, i, 2);
  const clusters = new Clusters(spots, many);
  for (const zoom of [0, 3, 7, 12]) {
    const found = clusters.at(zoom).flatMap((cluster) => cluster.spots);
    expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  }
});

test("rings are read from arcs in Web Mercator's unit square", () => {
  const [ring] = base.regions.get("UA-59")!.rings;
  expect(ring!.length).toBe(10);
  expect(ring![0]).toBeCloseTo(33 / 360 + 0.5, 9);
});
