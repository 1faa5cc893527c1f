/** Columns of the page's data: one entry a row, in whichever form is the shortest to write and to read. */

export type Value = string | number | null | string[];

/** Values as they are, or whole numbers of so many `per` unit; values of some rows alone; words and their numbers, 0 for none; one value for every row; texts a line each. */
export type Column = { values: Value[] } | { values: number[]; per: number } | { rows: number[]; values: Value[] } | { words: string[]; codes: number[] } | { same: Value } | { lines: string };

const split = new WeakMap<object, string[]>();

export function columnAt(column: Column, row: number): Value {
  if ("per" in column) return column.values[row]! / column.per;
  if ("values" in column) return column.values["rows" in column ? column.rows.indexOf(row) : row] ?? null;
  if ("codes" in column) return column.words[column.codes[row]! - 1] ?? null;
  if ("same" in column) return column.same;
  let lines = split.get(column);
  if (!lines) split.set(column, (lines = column.lines.split("\n")));
  return lines[row] ?? null;
}

/** Write a number a row into `into`; what is missing is left as it is. */
export function fillNumbers(column: Column | undefined, into: Float64Array | Float32Array | Int32Array, turn: (value: unknown) => number = Number): void {
  if (!column) return;
  if ("same" in column) {
    if (column.same !== null) into.fill(turn(column.same));
  } else if ("codes" in column) {
    const words = column.words.map((word) => turn(word));
    for (let row = 0; row < into.length; row++) if (column.codes[row]) into[row] = words[column.codes[row]! - 1]!;
  } else if ("per" in column) {
    for (let row = 0; row < into.length; row++) into[row] = column.values[row]! / column.per;
  } else {
    for (let row = 0; row < into.length; row++) {
      const value = columnAt(column, row);
      if (value !== null) into[row] = turn(value);
    }
  }
}

/** A column as words and one number a row: 0 for none, otherwise one more than its word's index. */
export function coded(column: Column | undefined, rows: number): { words: string[]; codes: ArrayLike<number> } {
  if (column && "codes" in column) return column;
  const codes = new Uint32Array(rows);
  if (!column) return { words: [], codes };
  if ("same" in column) return { words: [String(column.same)], codes: codes.fill(column.same === null ? 0 : 1) };
  const numbers = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const value = columnAt(column, row);
    if (value === null) continue;
    const word = String(value);
    if (!numbers.has(word)) numbers.set(word, numbers.size + 1);
    codes[row] = numbers.get(word)!;
  }
  return { words: [...numbers.keys()], codes };
}
