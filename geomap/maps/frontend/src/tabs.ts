/** The side's tabs, after the ARIA authoring practices: arrows move, the chosen one alone is a tab stop. */

import { byId, h } from "./dom";
import { roving } from "./roving";
import type { Words } from "./words/en";

export type TabName = "layers" | "event" | "text" | "table";

const NAMES: TabName[] = ["layers", "event", "text", "table"];

export class Tabs {
  current: TabName = "layers";
  private readonly buttons = new Map<TabName, HTMLElement>();
  private readonly opened = new Map<TabName, () => unknown>();

  constructor(words: Words) {
    const bar = byId("geomap-tabs");
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", words.tabs);
    for (const name of NAMES) {
      const attributes = { type: "button", role: "tab", id: `geomap-tab-${name}`, "aria-controls": `geomap-${name}` };
      const button = h("button", { ...attributes, click: () => this.open(name) }, words.tab[name]);
      button.addEventListener("focus", () => this.open(name));
      this.buttons.set(name, button);
      bar.append(button);
      const panel = byId(`geomap-${name}`);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `geomap-tab-${name}`);
    }
    this.open("layers");
    roving(bar, "[role=tab]");
  }

  /** Have `draw` called whenever a tab is opened: what is not seen is not drawn. */
  whenOpened(name: TabName, draw: () => unknown): void {
    this.opened.set(name, draw);
  }

  open(name: TabName): void {
    this.current = name;
    document.documentElement.dataset["tab"] = name;
    for (const [other, button] of this.buttons) {
      button.setAttribute("aria-selected", String(other === name));
      button.tabIndex = other === name ? 0 : -1;
      byId(`geomap-${other}`).hidden = other !== name;
    }
    this.opened.get(name)?.();
  }
}
