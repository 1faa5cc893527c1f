/** Land, borders and disputed lines, in the page's colours. */

import { type CanvasPane, type View, canvasPane } from "./canvas";
import { type BaseMap, type Shape, pathOf } from "./shapes";

export function baseMapPane(base: BaseMap): CanvasPane {
  return canvasPane("geomap-base", 0.5, (view) => {
    const colours = getComputedStyle(document.documentElement);
    for (const copy of [-1, 0, 1]) drawWorld(view, base, colours, copy);
  });
}

function drawWorld(view: View, base: BaseMap, colours: CSSStyleDeclaration, copy: number): void {
  const { context, scale, dy } = view;
  const dx = view.dx + copy * scale;
  if (dx > view.width || dx + scale < 0) return;
  const land = new Path2D();
  for (const shape of base.countries.values()) if (inView(shape, view, dx)) pathOf(shape.rings, scale, dx, dy, land);
  context.fillStyle = colours.getPropertyValue("--land");
  context.fill(land, "evenodd");
  context.lineJoin = "round";
  context.strokeStyle = colours.getPropertyValue("--coast");
  context.lineWidth = 0.6;
  context.stroke(land);
  context.strokeStyle = colours.getPropertyValue("--border");
  context.lineWidth = 1;
  context.stroke(pathOf(base.borders, scale, dx, dy));
  context.setLineDash([4, 3]);
  context.strokeStyle = colours.getPropertyValue("--disputed");
  context.stroke(pathOf(base.disputed, scale, dx, dy));
  context.setLineDash([]);
}

export function inView(shape: Shape, { scale, dy, width, height }: View, dx: number): boolean {
  const [west, north, east, south] = shape.box;
  return west * scale + dx < width && east * scale + dx > 0 && north * scale + dy < height && south * scale + dy > 0;
}
