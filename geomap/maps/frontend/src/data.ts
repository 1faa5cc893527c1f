/** The page's data: what Python writes into the page (see geomap/maps/payload.py), and the form the page works on. */

export interface Place {
  id: string;
  name: string;
  kind: string;
  iso2?: string | undefined;
  admin1?: string | undefined;
  lat?: number | undefined;
  lon?: number | undefined;
  radius_km?: number | undefined;
}

export interface Quantity {
  kind: string;
  op: string;
  value: number;
  unit?: string;
  subset?: boolean;
}

export interface Report {
  doc: number;
  start: number;
  end: number;
  evidence: string;
  claimed_by?: string;
  claim_side?: string;
  verification: string;
  quantities?: Quantity[];
}

/** `[start, end, place]`: code points of the document's text, and an index into places or -1. */
export type MentionSpan = [number, number, number];

export interface Passage {
  start: number;
  text: string;
}

export interface SourceDocument {
  id: string;
  title?: string;
  date?: string;
  source?: string;
  url?: string;
  text: DocumentText | Packed;
}

export interface DocumentText {
  mentions: MentionSpan[];
  passages: Passage[];
}

export interface LayerInfo {
  name: string;
  label?: string;
  shown: boolean;
}

/** gzip and base64 of a JSON text. */
export interface Packed {
  encoding: "gzip+base64";
  data: string;
}

export type Value = string | number | null | string[];

export type Column = { values: Value[] } | { words: string[]; codes: number[] };

export interface PlacesOfEvents {
  counts: number[];
  place: number[];
  precision: number[];
}

export interface PlaceColumns {
  rows: number;
  columns: Record<string, Column>;
}

export interface Core {
  columns: Record<string, Column>;
  places: PlacesOfEvents;
}

export interface ReportColumns {
  counts: number[];
  columns: Record<string, Column | { values: unknown[] }>;
  /** Columns of the events that the map is not drawn by. */
  events: Record<string, Column>;
}

export interface PackedEvents {
  rows: number;
  core: Packed;
  reports: Packed;
}

export interface EventRow {
  [column: string]: unknown;
  places: { place: number; precision: number }[];
  reports: Report[];
}

export interface PageData {
  schema: string;
  title?: string;
  layers: LayerInfo[];
  events: EventRow[] | PackedEvents;
  documents: SourceDocument[] | Packed;
  places: Place[] | Packed;
}

/** Undo `Packed`; JSON that was never packed is handed back. */
export async function unpack<T>(value: T | Packed): Promise<T> {
  if (!isPacked(value)) return value;
  const stream = new Blob([bytesOf(value.data)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as T;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function columnAt(column: Column, row: number): Value {
  if ("values" in column) return column.values[row] ?? null;
  return column.words[column.codes[row]! - 1] ?? null;
}

export async function readPlaces(places: Place[] | Packed): Promise<Place[]> {
  if (Array.isArray(places)) return places;
  const { rows, columns } = await unpack<PlaceColumns>(places);
  const words = (name: string) => readerOf(columns[name]) as (row: number) => string | undefined;
  const numbers = (name: string) => readerOf(columns[name]) as (row: number) => number | undefined;
  const [id, name, kind, iso2, admin1] = ["id", "name", "kind", "iso2", "admin1"].map(words);
  const [lat, lon, radius] = ["lat", "lon", "radius_km"].map(numbers);
  return Array.from({ length: rows }, (_, row) => ({
    id: id!(row) ?? "",
    name: name!(row) ?? "",
    kind: kind!(row) ?? "",
    iso2: iso2!(row),
    admin1: admin1!(row),
    lat: lat!(row),
    lon: lon!(row),
    radius_km: radius!(row),
  }));
}

function readerOf(column: Column | undefined): (row: number) => Value | undefined {
  if (!column) return () => undefined;
  if ("values" in column) return (row) => column.values[row] ?? undefined;
  return (row) => column.words[column.codes[row]! - 1];
}

const texts = new WeakMap<SourceDocument, Promise<DocumentText>>();

/** A document's names and passages, unpacked when first asked for. */
export function textOf(document: SourceDocument): Promise<DocumentText> {
  const known = texts.get(document) ?? unpack<DocumentText>(document.text);
  texts.set(document, known);
  return known;
}

export function readBlock<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && (value as Packed).encoding === "gzip+base64";
}
