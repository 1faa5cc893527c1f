/** Stretches of a text marked; offsets count code points, as Python's do, where JavaScript counts UTF-16 units. */

export interface Marked {
  start: number;
  end: number;
  wrap: (text: string) => Node;
}

/** Lay a text out from `start` on, each mark's stretch through its `wrap`; a mark that overlaps the last is left out. */
export function marked(text: string, start: number, marks: Marked[]): (Node | string)[] {
  const points = Array.from(text);
  const end = start + points.length;
  const cut = (from: number, to: number) => points.slice(from - start, to - start).join("");
  const parts: (Node | string)[] = [];
  let position = start;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < position || mark.end > end || mark.end <= mark.start) continue;
    if (mark.start > position) parts.push(cut(position, mark.start));
    parts.push(mark.wrap(cut(mark.start, mark.end)));
    position = mark.end;
  }
  if (position < end) parts.push(cut(position, end));
  return parts;
}
