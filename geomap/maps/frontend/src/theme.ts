/** The colours of the page as its style sheet has them now: light, dark or on paper. */

import type { Theme } from "./style";

export interface PageTheme extends Theme {
  land: string;
  coast: string;
  border: string;
  disputed: string;
  label: string;
  halo: string;
}

export function readTheme(): PageTheme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: colour("paper"),
    ink: colour("ink"),
    land: colour("land"),
    coast: colour("coast"),
    border: colour("border"),
    disputed: colour("disputed"),
    label: colour("label"),
    halo: colour("land"),
    line: colour("lines") === "bright" ? (layer) => layer.colour : (layer) => layer.edge,
  };
}

/** Call `draw` whenever the colours may have changed. */
export function whenThemeChanges(draw: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
