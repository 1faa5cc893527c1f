/** Land, borders and disputed lines, and names, in the page's colours. */

import { type CanvasPane, type View, canvasPane } from "./canvas";
import { type Box, drawLabels, type Labels } from "./labels";
import { type BaseMap, type Shape, pathOf } from "./shapes";
import type { PageTheme } from "./theme";

/** The events on the base map: what it gives way to, and the colours that both have. */
export interface Above {
  theme(): PageTheme;
  /** Countries whose name the events' own labels show. */
  namedCountries(): ReadonlySet<string>;
  obstacles(): Box[];
}

export function baseMapPane(base: BaseMap, labels: Labels, hasTiles: () => boolean, above: () => Above): CanvasPane {
  return canvasPane("geomap-base", 0.2, (view) => {
    if (hasTiles()) return;
    const events = above();
    const theme = events.theme();
    for (const copy of [-1, 0, 1]) drawWorld(view, base, theme, copy);
    const style = { colour: theme.label, halo: theme.halo, named: events.namedCountries(), obstacles: events.obstacles() };
    drawLabels(view, labels, base.countries, style);
  });
}

function drawWorld(view: View, base: BaseMap, theme: PageTheme, copy: number): void {
  const { context, scale, dy } = view;
  const dx = view.dx + copy * scale;
  if (dx > view.width || dx + scale < 0) return;
  const land = new Path2D();
  const seen = [...base.countries.values()].filter((shape) => inView(shape, view, dx));
  for (const { rings } of seen) pathOf(rings, scale, dx, dy, land);
  context.fillStyle = theme.land;
  context.fill(land, "evenodd");
  stroke(context, land, theme.coast, 0.6);
  stroke(context, pathOf(new Set(seen.flatMap(({ borders }) => borders)), scale, dx, dy), theme.border, 1);
  // A disputed line lies on a border: the border is first covered, so that the dashes are seen.
  const disputed = pathOf(base.disputed, scale, dx, dy);
  stroke(context, disputed, theme.land, 2);
  context.setLineDash([4, 3]);
  stroke(context, disputed, theme.disputed, 1.1);
  context.setLineDash([]);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

export function inView(shape: Shape, { scale, dy, width, height }: View, dx: number): boolean {
  const [west, north, east, south] = shape.box;
  return west * scale + dx < width && east * scale + dx > 0 && north * scale + dy < height && south * scale + dy > 0;
}
