/** The languages of the page, by their BCP 47 tag. */

import { en, type Words } from "./en";
import { uk } from "./uk";

export const LANGUAGES: Record<string, Words> = { en, uk };

export function wordsFor(lang: string): Words {
  return LANGUAGES[lang.split("-")[0]!.toLowerCase()] ?? en;
}
