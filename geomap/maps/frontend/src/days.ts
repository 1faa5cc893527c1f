/** Days as a reader writes them, and never finer than they are meant: the whole of May is "May 2025". */

const DAY_MS = 86_400_000;

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const MONTH = { month: "long", year: "numeric" } as const;
const YEAR = { year: "numeric" } as const;
const SHORT_DAY = { day: "numeric", month: "short" } as const;
const SHORT_MONTH = { month: "short", year: "numeric" } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(lang: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${Object.entries(parts).join()}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...parts, timeZone: "UTC" });
    formats.set(key, format);
  }
  return format;
}

export function formatDay(day: number, lang: string): string {
  return formatOf(lang, DAY).format(day * DAY_MS);
}

/** Days `from` to `to`, both of them in it; whole months and whole years are said as such. */
export function formatDays(from: number, to: number, lang: string): string {
  if (from === to) return formatDay(from, lang);
  const [first, after] = [new Date(from * DAY_MS), new Date((to + 1) * DAY_MS)];
  const isWhole = first.getUTCDate() === 1 && after.getUTCDate() === 1;
  const parts = !isWhole ? DAY : first.getUTCMonth() === 0 && after.getUTCMonth() === 0 ? YEAR : MONTH;
  return formatOf(lang, parts).formatRange(first, to * DAY_MS);
}

/** The mark of an axis for a bar that begins on a day and is so many days long. */
export function formatTick(day: number, days: number, lang: string): string {
  return formatOf(lang, days > 300 ? YEAR : days > 27 ? SHORT_MONTH : SHORT_DAY).format(day * DAY_MS);
}
