/** The layer control and legend in one: a switch for each layer with its mark and count, and how to read the marks. */

import type { LayerInfo } from "./data";
import { h, svg } from "./dom";
import type { Filter } from "./filter";
import { GROUPS, type MarkLook, paintOf, shapePath, styleOf, type Theme } from "./style";
import type { Words } from "./words/en";

const PAGE: Theme = { paper: "var(--paper)", ink: "var(--ink)" };

export function layerName(layer: LayerInfo | string, words: Words): string {
  const name = typeof layer === "string" ? layer : layer.name;
  return (typeof layer !== "string" && layer.label) || words.layers[name] || name;
}

export function drawLegend(root: HTMLElement, layers: LayerInfo[], filter: Filter, words: Words): void {
  const counts = new Map<string, HTMLElement>();
  const boxes = new Map<string, HTMLInputElement>();
  const grouped = new Set(Object.values(GROUPS).flat());
  const groups: [string, LayerInfo[]][] = Object.entries(GROUPS).map(([group, names]) => [
    group,
    layers.filter((layer) => names.includes(layer.name)),
  ]);
  groups.push(["other", layers.filter((layer) => !grouped.has(layer.name))]);
  for (const [group, members] of groups) {
    if (!members.length) continue;
    const rows = members.map((layer) => layerRow(layer, layers, filter, words, counts, boxes));
    root.append(h("fieldset", { class: "group" }, h("legend", {}, words.groups[group] ?? group), ...rows));
  }
  const refresh = () => {
    for (const { name } of layers) {
      counts.get(name)!.textContent = String(filter.perLayer.get(name) ?? 0);
      boxes.get(name)!.checked = filter.state.layers.has(name);
    }
  };
  filter.onChange(refresh);
  refresh();
  root.append(howToRead(words));
}

function layerRow(
  layer: LayerInfo,
  layers: LayerInfo[],
  filter: Filter,
  words: Words,
  counts: Map<string, HTMLElement>,
  boxes: Map<string, HTMLInputElement>,
): HTMLElement {
  const box = h("input", {
    type: "checkbox",
    "data-layer": layer.name,
    change: () => void filter.toggle(layer.name, box.checked),
  });
  const count = h("span", { class: "count" });
  const only = h(
    "button",
    {
      type: "button",
      class: "only",
      tabindex: -1,
      "aria-label": `${layerName(layer, words)}: ${words.only}`,
      click: () => void filter.change({ layers: new Set(isOnly(filter, layer) ? shownAtFirst(layers) : [layer.name]) }),
    },
    words.only,
  );
  counts.set(layer.name, count);
  boxes.set(layer.name, box);
  const mark = icon({ layer: layer.name, look: "reported", planned: false, low: false });
  const label = h("label", {}, box, mark as never, h("span", { class: "name" }, layerName(layer, words)), count);
  return h("div", { class: "layer" }, label, only);
}

function isOnly(filter: Filter, layer: LayerInfo): boolean {
  return filter.state.layers.size === 1 && filter.state.layers.has(layer.name);
}

function shownAtFirst(layers: LayerInfo[]): string[] {
  return layers.filter((layer) => layer.shown).map((layer) => layer.name);
}

export function icon(look: MarkLook): SVGElement {
  const paint = paintOf(look, PAGE);
  const path = shapePath(styleOf(look.layer).shape, 6.5, 11, 11);
  const parts = [
    svg("path", { d: path, fill: PAGE.paper }),
    svg("path", {
      d: path,
      fill: paint.fill,
      "fill-opacity": paint.fillOpacity,
      stroke: paint.stroke,
      "stroke-width": paint.width,
      "stroke-linejoin": "round",
    }),
  ];
  if (paint.slash) parts.push(svg("path", { d: "M4.5 17.5L17.5 4.5", stroke: PAGE.ink, "stroke-width": 1.5 }));
  if (paint.ring) {
    const ring = { cx: 11, cy: 11, r: 10, fill: "none", stroke: PAGE.ink, "stroke-dasharray": "3 2.5" };
    parts.push(svg("circle", ring));
  }
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, ...parts);
}

function howToRead(words: Words): HTMLElement {
  const strike = { layer: "strike", planned: false, low: false } as const;
  const item = (mark: SVGElement | null, text: string) => h("li", {}, mark as never, h("span", {}, text));
  return h(
    "details",
    { class: "how", open: true },
    h("summary", {}, words.how),
    h(
      "ul",
      {},
      item(icon({ ...strike, look: "reported" }), words.marks.reported),
      item(icon({ ...strike, look: "claimed" }), words.marks.claimed),
      item(icon({ ...strike, look: "disputed" }), words.marks.disputed),
      item(icon({ ...strike, look: "confirmed" }), words.marks.confirmed),
      item(icon({ layer: "talks", look: "reported", planned: true, low: false }), words.marks.planned),
      item(icon({ ...strike, look: "reported", low: true }), words.marks.low),
      item(townIcon(), words.marks.town),
      item(areaIcon(), words.marks.region),
    ),
  );
}

function townIcon(): SVGElement {
  const { colour } = styleOf("strike");
  const ring = svg("circle", { cx: 11, cy: 11, r: 10, fill: colour, "fill-opacity": 0.12, stroke: colour });
  const mark = svg("path", { d: shapePath("triangle-down", 4.5, 11, 11), fill: colour });
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, ring, mark);
}

function areaIcon(): SVGElement {
  const { colour } = styleOf("strike");
  const box = svg("rect", { x: 1, y: 3, width: 20, height: 16, fill: "none", stroke: colour, "stroke-dasharray": "4 2" });
  const stripes = [4, 9, 14, 19].map((x) => svg("path", { d: `M${x - 3} 19L${x + 2} 3`, stroke: colour }));
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, box, ...stripes);
}
