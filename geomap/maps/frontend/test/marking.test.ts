import { expect, test } from "vitest";
import { marked } from "../src/marking";

const wrap = (text: string) => Object.assign(document.createElement("mark"), { textContent: text });
const laidOut = (parts: (Node | string)[]) => parts.map((part) => (typeof part === "string" ? part : `[${part.textContent}]`)).join("");

test("offsets count code points, not UTF-16 units", () => {
  expect(laidOut(marked("🚀🚀 hit Kyiv", 10, [{ start: 17, end: 21, wrap }]))).toBe("🚀🚀 hit [Kyiv]");
});

test("a mark that overlaps the one before, or runs out of the text, is left out and its text kept", () => {
  const marks = [
    { start: 0, end: 3, wrap },
    { start: 2, end: 5, wrap },
    { start: 4, end: 9, wrap },
  ];
  expect(laidOut(marked("abcdef", 0, marks))).toBe("[abc]def");
});
