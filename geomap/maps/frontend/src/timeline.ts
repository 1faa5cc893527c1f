/** A histogram of events over time with a brush: two sliders, bars to click, and play. */

import { type Bins, barOf, bin, binEdges } from "./bins";
import type { PageContext } from "./context";
import { formatDay, formatDays, formatTick } from "./days";
import { h, svg } from "./dom";
import { NO_DAY } from "./events";
import { styleOf } from "./style";

const HEIGHT = 44;
const STEP_MS = 700;
/** So that one event is seen beside a hundred. */
const LEAST_HEIGHT = 2;
const TICK_WIDTH = 72;

export class Timeline {
  private readonly edges: number[];
  private readonly bars: SVGElement;
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  /** Of all events that have one, in order. */
  private days: Int32Array = new Int32Array();
  private readonly label = h("output", { class: "span" });
  private readonly playButton: HTMLButtonElement;
  private readonly allButton: HTMLButtonElement;
  private timer = 0;
  private counted: number[] | null = null;

  constructor(
    root: HTMLElement,
    private readonly context: PageContext,
  ) {
    const { words, events } = context;
    this.edges = edgesOf(context.events.from);
    const last = this.edges.length - 2;
    this.bars = svg("svg", { class: "bars", "aria-hidden": "true", preserveAspectRatio: "none" });
    this.from = this.slider(words.from, last, () => this.brush(Number(this.from.value), Math.max(this.first(), this.last())));
    this.to = this.slider(words.to, last, () => this.brush(Math.min(this.first(), this.last()), Number(this.to.value)));
    this.playButton = h("button", { type: "button", class: "play", click: () => this.playOrStop() }, words.play);
    this.allButton = h("button", { type: "button", click: () => this.all() }, words.allDays);
    root.hidden = this.edges.length < 3;
    if (root.hidden) return;
    const chart = h("div", { class: "chart" }, this.bars as never, this.ticks, this.from, this.to);
    this.days = events.from.filter((day) => day !== NO_DAY).sort();
    root.append(h("div", { class: "timebar" }, this.playButton, this.label, this.allButton), chart);
    new ResizeObserver(() => this.drawTicks(chart.clientWidth)).observe(chart);
    this.bars.addEventListener("click", (event) => this.pick(event));
    context.filter.onChange(() => this.refresh());
    this.refresh();
  }

  private slider(name: string, last: number, input: () => void): HTMLInputElement {
    return h("input", { type: "range", min: 0, max: Math.max(last, 0), step: 1, "aria-label": name, input });
  }

  private first(): number {
    return Number(this.from.value);
  }

  private last(): number {
    return Number(this.to.value);
  }

  private brush(first: number, last: number): void {
    const [low, high] = first <= last ? [first, last] : [last, first];
    const whole = low === 0 && high === this.edges.length - 2;
    const from = whole ? null : this.edges[low]!;
    void this.context.filter.change({ from, to: whole ? null : this.edges[high + 1]! - 1 });
  }

  private all(): void {
    this.stop();
    void this.context.filter.change({ from: null, to: null });
  }

  private pick(event: MouseEvent): void {
    const box = this.bars.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const at = Math.min(Math.floor(share * (this.edges.length - 1)), this.edges.length - 2);
    const { from, to } = this.context.filter.state;
    if (from === this.edges[at] && to === this.edges[at + 1]! - 1) this.all();
    else this.brush(at, at);
  }

  private playOrStop(): void {
    if (this.timer) this.stop();
    else {
      const whole = this.first() === 0 && this.last() === this.edges.length - 2;
      if (whole) this.brush(0, 0);
      this.timer = window.setInterval(() => this.step(), STEP_MS);
      this.playButton.textContent = this.context.words.stop;
    }
  }

  private step(): void {
    if (this.last() >= this.edges.length - 2) this.stop();
    else this.brush(this.first() + 1, this.last() + 1);
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
    this.playButton.textContent = this.context.words.play;
  }

  private refresh(): void {
    const { state } = this.context.filter;
    const last = this.edges.length - 2;
    const low = state.from === null ? 0 : Math.max(barOf(this.edges, state.from), 0);
    const at = state.to === null ? last : barOf(this.edges, state.to);
    const high = at < 0 ? last : at;
    this.from.value = String(low);
    this.to.value = String(high);
    const text = this.spanText(low, high);
    this.label.textContent = text;
    for (const [slider, bar] of [[this.from, low], [this.to, high]] as const) {
      slider.setAttribute("aria-valuetext", formatDay(this.edges[bar]!, this.context.lang));
    }
    this.allButton.hidden = state.from === null && state.to === null;
    this.draw(low, high);
  }

  private spanText(low: number, high: number): string {
    // A bar may reach beyond the first and the last day that are told of.
    const from = Math.max(this.edges[low]!, this.days[0]!);
    const to = Math.min(this.edges[high + 1]! - 1, this.days.at(-1)!);
    return formatDays(from, Math.max(from, to), this.context.lang);
  }

  private draw(low: number, high: number): void {
    const { filter, events } = this.context;
    if (this.counted !== filter.anyTime) {
      this.counted = filter.anyTime;
      this.drawBars(bin(this.edges, filter.anyTime, events.from, (row) => events.layer(row)));
    }
    this.bars.querySelectorAll("g").forEach((bar, i) => bar.classList.toggle("off", i < low || i > high));
  }

  private drawTicks(width: number): void {
    const bars = this.edges.length - 1;
    const step = Math.ceil(bars / Math.max(2, Math.floor(width / TICK_WIDTH)));
    const days = this.edges[1]! - this.edges[0]!;
    const ticks: HTMLElement[] = [];
    for (let bar = Math.floor((step - 1) / 2); bar < bars; bar += step) {
      const at = ((bar + 0.5) / bars) * width;
      if (Math.min(at, width - at) < TICK_WIDTH / 2 - 4) continue; // the sliders would cover it
      const tick = h("span", {}, formatTick(this.edges[bar]!, days, this.context.lang));
      tick.style.insetInlineStart = `${((bar + 0.5) / bars) * 100}%`;
      ticks.push(tick);
    }
    this.ticks.replaceChildren(...ticks);
  }

  private barText(bar: number, layers: Map<string, number>): string {
    const { lang, words } = this.context;
    const count = [...layers.values()].reduce((sum, n) => sum + n, 0);
    return `${formatDays(this.edges[bar]!, this.edges[bar + 1]! - 1, lang)}: ${words.events(count, count)}`;
  }

  private drawBars({ counts, highest }: Bins): void {
    const width = 10;
    this.bars.setAttribute("viewBox", `0 0 ${counts.length * width} ${HEIGHT}`);
    this.bars.replaceChildren(
      ...counts.map((layers, i) => {
        let y = HEIGHT;
        const parts = [...layers].map(([layer, n]) => {
          const height = Math.max((n / highest) * (HEIGHT - 2), LEAST_HEIGHT / layers.size);
          y -= height;
          return svg("rect", { x: i * width + 1, y, width: width - 2, height, fill: styleOf(layer).colour });
        });
        const ground = svg("rect", { x: i * width, y: 0, width, height: HEIGHT, fill: "transparent" });
        const title = svg("title");
        title.textContent = this.barText(i, layers);
        return svg("g", {}, title, ground, ...parts);
      }),
    );
  }
}

function edgesOf(days: Int32Array): number[] {
  let [first, last] = [Infinity, -Infinity];
  for (const day of days) {
    if (day === NO_DAY) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return first > last ? [] : binEdges(first, last);
}
