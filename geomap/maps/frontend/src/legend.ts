/** The layer control and legend in one: a switch for each layer with its mark and count, and how to read the marks. */

import { layerName, type PageContext } from "./context";
import type { LayerInfo } from "./data";
import { h, svg } from "./dom";
import { roving } from "./roving";
import { GROUPS, type MarkLook, paintOf, shapePath, styleOf, type Theme } from "./style";
import type { Words } from "./words/en";

const PAGE: Theme = {
  paper: "var(--paper)",
  ink: "var(--ink)",
  line: ({ colour, edge }) => `light-dark(${edge}, ${colour})`,
};

export function drawLegend(root: HTMLElement, context: PageContext): void {
  const { layers, words, filter } = context;
  const rows = new Map<string, LayerRow>();
  const grouped = new Set(Object.values(GROUPS).flat());
  const groups: [string, LayerInfo[]][] = Object.entries(GROUPS).map(([group, names]) => [
    group,
    layers.filter((layer) => names.includes(layer.name)),
  ]);
  groups.push(["other", layers.filter((layer) => !grouped.has(layer.name))]);
  const box = h("div", { class: "switches" });
  for (const [group, members] of groups) {
    if (!members.length) continue;
    for (const { name } of members) rows.set(name, layerRow(context, name));
    const lines = members.map(({ name }) => rows.get(name)!.line);
    box.append(h("fieldset", { class: "group" }, h("legend", {}, words.groups[group] ?? group), ...lines));
  }
  roving(box, "input, button", 2);
  const refresh = () => {
    for (const [name, row] of rows) {
      row.count.textContent = String(filter.perLayer.get(name) ?? 0);
      row.box.checked = filter.state.layers.has(name);
    }
  };
  filter.onChange(refresh);
  refresh();
  root.append(box, howToRead(words));
}

interface LayerRow {
  line: HTMLElement;
  box: HTMLInputElement;
  count: HTMLElement;
}

function layerRow(context: PageContext, name: string): LayerRow {
  const { filter, words } = context;
  const box = h("input", {
    type: "checkbox",
    "data-layer": name,
    change: () => void filter.toggle(name, box.checked),
  });
  const count = h("span", { class: "count" });
  const only = h(
    "button",
    {
      type: "button",
      class: "only",
      "aria-label": `${words.only}: ${layerName(context, name)}`,
      click: () => void filter.only(name),
    },
    words.only,
  );
  const mark = icon({ layer: name, look: "reported", planned: false, low: false });
  const label = h("label", {}, box, mark as never, h("span", { class: "name" }, layerName(context, name)), count);
  return { line: h("div", { class: "layer" }, label, only), box, count };
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
      item(manyIcon(), words.marks.many),
    ),
  );
}

function townIcon(): SVGElement {
  const { colour } = styleOf("strike");
  const ring = svg("circle", { cx: 11, cy: 11, r: 10, fill: colour, "fill-opacity": 0.12, stroke: colour });
  const mark = svg("path", { d: shapePath("triangle-down", 4.5, 11, 11), fill: colour });
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, ring, mark);
}

function manyIcon(): SVGElement {
  const ring = svg("circle", { cx: 11, cy: 11, r: 8.5, fill: PAGE.paper, stroke: styleOf("strike").colour, "stroke-width": 3.5 });
  const text = svg("text", { x: 11, y: 14.5, "text-anchor": "middle", "font-size": 10, "font-weight": 600, fill: PAGE.ink });
  text.textContent = "2";
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, ring, text);
}

function areaIcon(): SVGElement {
  const colour = PAGE.line(styleOf("strike"));
  const box = svg("rect", { x: 1, y: 3, width: 20, height: 16, fill: "none", stroke: colour, "stroke-dasharray": "4 2" });
  const stripes = [4, 9, 14, 19].map((x) => svg("path", { d: `M${x - 3} 19L${x + 2} 3`, stroke: colour }));
  return svg("svg", { viewBox: "0 0 22 22", width: 22, height: 22, "aria-hidden": "true", class: "mark" }, box, ...stripes);
}
