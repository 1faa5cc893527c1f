/** A word in the form that its number asks for. */

const rules = new Map<string, Intl.PluralRules>();

/** `forms` are parted by bars: one for all numbers; for one and for more; or for one, for few and for many. */
export function formOf(lang: string, n: number, forms: string): string {
  const parts = forms.split("|");
  let rule = rules.get(lang);
  if (!rule) rules.set(lang, (rule = new Intl.PluralRules(lang)));
  const asked = rule.select(n);
  if (asked === "one") return parts[0]!;
  return parts[asked === "few" && parts.length > 2 ? 1 : parts.length - 1]!;
}
