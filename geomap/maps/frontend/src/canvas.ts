/** A canvas that covers the map's view and is drawn anew after each move: Leaflet's own renderer does the rest. */

import L from "leaflet";

export interface View {
  context: CanvasRenderingContext2D;
  /** Pixels of the square world at this zoom, and where its corner lies on the canvas. */
  scale: number;
  dx: number;
  dy: number;
  width: number;
  height: number;
  zoom: number;
  /** Left and right of what is seen of the canvas, which is wider. */
  seen: [number, number];
  /** Top and bottom of it. */
  seenRows: [number, number];
}

interface RendererInternals {
  _map: L.Map;
  _bounds: L.Bounds;
  _container: HTMLCanvasElement;
  _update(): void;
}

export interface CanvasPane extends L.Layer {
  redraw(): void;
  /** A point of the canvas for one of the map's container. */
  locate(point: L.Point): L.Point;
}

const TILE = 256;
const PAPER_RATIO = 2;

/** Make a renderer that calls `draw` with the canvas in CSS pixels; `pane` is a Leaflet pane's name. */
export function canvasPane(pane: string, padding: number, draw: (view: View) => void): CanvasPane {
  const base = L.Renderer.prototype as unknown as RendererInternals;
  const Pane = L.Renderer.extend({
    _initContainer(this: RendererInternals) {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
    },
    _destroyContainer(this: RendererInternals) {
      this._container.remove();
    },
    _update(this: RendererInternals & { redraw(): void }) {
      base._update.call(this);
      this.redraw();
    },
    redraw(this: RendererInternals) {
      if (!this._map || !this._bounds) return;
      draw(prepare(this._container, this._bounds, this._map));
    },
    locate(this: RendererInternals, point: L.Point) {
      return this._map.containerPointToLayerPoint(point).subtract(this._bounds.min!);
    },
  });
  return new (Pane as unknown as new (options: L.RendererOptions) => CanvasPane)({ pane, padding });
}

const COPY = "geomap-copy";

/** Put copies of their pixels in the canvases' place: a browser prints a canvas by its strokes, and loses many. */
export function copyForPaper(root: HTMLElement): void {
  for (const canvas of root.querySelectorAll("canvas")) {
    const copy = document.createElement("canvas");
    Object.assign(copy, { className: COPY, width: canvas.width, height: canvas.height });
    copy.style.cssText = canvas.style.cssText;
    const pixels = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    copy.getContext("2d", { willReadFrequently: true })!.putImageData(pixels, 0, 0);
    canvas.after(copy);
    canvas.hidden = true;
  }
}

export function removeCopies(root: HTMLElement): void {
  for (const canvas of root.querySelectorAll("canvas")) {
    if (canvas.className === COPY) canvas.remove();
    else canvas.hidden = false;
  }
}

function prepare(canvas: HTMLCanvasElement, bounds: L.Bounds, map: L.Map): View {
  const size = bounds.getSize();
  const isPaper = document.documentElement.hasAttribute("data-print");
  const ratio = isPaper ? PAPER_RATIO : Math.min(window.devicePixelRatio || 1, 2);
  const width = Math.ceil(size.x * ratio);
  const height = Math.ceil(size.y * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
  }
  L.DomUtil.setPosition(canvas, bounds.min!);
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.x, size.y);
  context.lineJoin = "round";
  const origin = map.getPixelOrigin().add(bounds.min!);
  const zoom = map.getZoom();
  const { x: left, y: above } = map.containerPointToLayerPoint([0, 0]).subtract(bounds.min!);
  const seen: View["seen"] = [left, left + map.getSize().x];
  const seenRows: View["seenRows"] = [above, above + map.getSize().y];
  return { context, scale: TILE * 2 ** zoom, dx: -origin.x, dy: -origin.y, width: size.x, height: size.y, zoom, seen, seenRows };
}
