/** What the page's scripts call: `geomap.map` and `geomap.layer`, beside Leaflet's own `L` for folium's objects. */

import L from "leaflet";
import layers2x from "leaflet/dist/images/marker-icon-2x.png";
import marker from "leaflet/dist/images/marker-icon.png";
import shadow from "leaflet/dist/images/marker-shadow.png";
import { EventMapPage } from "./page";

delete (L.Icon.Default.prototype as unknown as Record<string, unknown>)["_getIconUrl"];
L.Icon.Default.mergeOptions({ iconUrl: marker, iconRetinaUrl: layers2x, shadowUrl: shadow });

interface PageOptions extends L.MapOptions {
  fit?: boolean;
}

let page: EventMapPage | null = null;

/** Make the Leaflet map that folium's script calls by its own name; the page starts once that script is through. */
function map(id: string, options: PageOptions): L.Map {
  const { fit, ...rest } = options;
  const made = L.map(id, { ...rest, attributionControl: true });
  made.attributionControl.setPrefix(false);
  page = new EventMapPage(made, fit ?? true);
  const started = page;
  queueMicrotask(() => void started.start());
  return made;
}

/** A Leaflet layer that stands for one kind of event: on the map, its events are shown. */
function layer(name: string): L.Layer {
  return page!.layer(name);
}

Object.assign(window, { L, geomap: { map, layer } });
