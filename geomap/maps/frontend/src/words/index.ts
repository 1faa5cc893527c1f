/** The languages of the page, by their BCP 47 tag. */

import { en, type Words } from "./en";
import { uk } from "./uk";

export const LANGUAGES: Record<string, Words> = { en, uk };

export function wordsFor(lang: string): Words {
  const words = LANGUAGES[lang.split("-")[0]!.toLowerCase()] ?? en;
  return Object.fromEntries(Object.entries(words).map(([name, part]) => [name, bare(part)])) as unknown as Words;
}

/** A table of words that has no entry but its own: "constructor" or "__proto__" from the data finds nothing in it. */
function bare(part: unknown): unknown {
  return typeof part === "object" ? Object.assign(Object.create(null), part) : part;
}
