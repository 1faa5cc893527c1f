/** The page's data: what Python writes into the page (see geomap/maps/payload.py), and the form the page works on. */

import type { Column } from "./columns";
import type { Place } from "./places";

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

/** How many places each event has, and all of them in the events' order; one number stands for every row's. */
export interface PlacesOfEvents {
  counts: number[] | number;
  place: number[];
  precision: number[] | number;
}

export interface Core {
  columns: Record<string, Column>;
  places: PlacesOfEvents;
}

export interface ReportColumns {
  counts: number[] | number;
  columns: Record<string, Column | { values: unknown[] }>;
  /** Columns of the events that the map is not drawn by. */
  events: Record<string, Column>;
}

export interface PackedEvents {
  rows: number;
  core: Packed;
  /** The id of the block that holds the reports, after the script: nothing waits for it. */
  reports: string;
}

export interface PackedPlaces {
  rows: number;
  /** Columns by name; those of names hold the areas' alone. */
  core: Packed;
  /** The id of the block that holds every place's names, after the script. */
  names: string;
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
  places: Place[] | PackedPlaces;
}

/** Undo `Packed`; JSON that was never packed is handed back. */
export async function unpack<T>(value: T | Packed): Promise<T> {
  return isPacked(value) ? (JSON.parse(await inflate(bytesOf(value.data))) as T) : value;
}

/** By the stream's own reader: a Blob and a Response around it hand each piece through the browser's other processes. */
async function inflate(zipped: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const written = writer.write(zipped).then(() => writer.close());
  const reader = stream.readable.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) text += decoder.decode(read.value, { stream: true });
  await written;
  return text + decoder.decode();
}

interface Base64Reader {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as Base64Reader).fromBase64;
  if (native) return native.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
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

/** A block that the browser may not have come to yet. */
export async function readLateBlock<T>(id: string): Promise<T> {
  if (document.readyState === "loading") {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  }
  return readBlock<T>(id)!;
}

function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && (value as Packed).encoding === "gzip+base64";
}
