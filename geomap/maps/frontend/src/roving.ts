/** One tab stop for many things: arrow keys, Home and End move between them. */

export function roving(container: HTMLElement, selector: string, columns = 1): { refresh(): void } {
  const items = () => Array.from(container.querySelectorAll<HTMLElement>(selector)).filter((item) => !item.hidden);
  const stop = (chosen: HTMLElement | undefined) => {
    for (const item of items()) item.tabIndex = item === chosen ? 0 : -1;
  };
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const to = all[target(event.key, at, all.length, columns, getComputedStyle(container).direction === "rtl")];
    if (!to) return;
    event.preventDefault();
    stop(to);
    to.focus();
  });
  container.addEventListener("focusin", (event) => {
    if (items().includes(event.target as HTMLElement)) stop(event.target as HTMLElement);
  });
  const refresh = () => {
    const all = items();
    stop(all.find((item) => item.tabIndex === 0) ?? all[0]);
  };
  refresh();
  return { refresh };
}

/** The index that a key leads to, -1 where it leads nowhere. */
export function target(key: string, at: number, count: number, columns: number, rtl: boolean): number {
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  const backward = rtl ? "ArrowRight" : "ArrowLeft";
  const steps: Record<string, number> = { ArrowDown: columns, ArrowUp: -columns, [forward]: 1, [backward]: -1 };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = steps[key];
  if (step === undefined) return -1;
  const to = at + step;
  return to >= 0 && to < count ? to : -1;
}
